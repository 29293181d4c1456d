import type { ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { type Answer, content } from './answer.ts';
import type { Outcome } from './fault.ts';

/** Sends an answer, or does to the connection what the effect says. True if a whole answer was sent to a client that is still there. */
export function deliver(response: ServerResponse, answer: Answer, effect: Outcome | undefined): boolean {
  if (response.destroyed || effect?.kind === 'hang') return false;
  if (effect?.kind === 'reset') {
    reset(response);
    return false;
  }
  const { type, text } = content(answer);
  const bytes = Buffer.from(text);
  response.writeHead(answer.status, { ...answer.headers, 'content-type': type, 'content-length': bytes.length });
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
