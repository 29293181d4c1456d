import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { type Answer, content } from './answer.ts';
import type { Outcome } from './fault.ts';

/** A server on the loopback interface. */
export interface Server {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Ends every connection and stops. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1, with TLS where there is a certificate. Rejects where the port is taken. */
export async function startServer(
  serve: RequestListener,
  port = 0,
  tls?: { readonly key: string; readonly cert: string },
): Promise<Server> {
  const server = tls === undefined ? createServer(serve) : createSecureServer({ ...tls }, serve);
  await new Promise<void>((started, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', started);
  });
  return {
    origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** Sends an answer, or does to the connection what the effect says. True if a whole answer was sent to a client that is still there. */
export function deliver(response: ServerResponse, answer: Answer, effect?: Outcome): boolean {
  if (response.destroyed || effect?.kind === 'hang' || answer.kind === 'hang') return false;
  switch (effect?.kind) {
    case 'reset':
      reset(response);
      return false;
    case 'close':
      response.socket?.end();
      return false;
    case 'switch-protocols':
      response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
      return false;
  }
  const { type, text } = content(answer);
  const bytes = Buffer.from(text);
  // An answer without a body has neither length nor type (RFC 9110).
  const about = answer.status === 204 ? {} : { 'content-type': type, 'content-length': bytes.length };
  response.writeHead(answer.status, { ...answer.headers, ...about });
  if (effect?.kind !== 'half') {
    response.end(bytes);
    return true;
  }
  response.write(bytes.subarray(0, bytes.length >> 1), () => {
    if (effect.stall !== true) response.socket?.destroy();
  });
  return false;
}

/** Only a bare TCP connection can be reset; one with TLS is cut. */
function reset({ socket }: ServerResponse): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket?.resetAndDestroy();
}
