import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { EmulatorOptions } from './options.ts';

/** A server on the loopback interface. */
export interface Listener {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Ends every connection and stops. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1, with TLS where there is a certificate. Rejects where the port is taken. */
export async function listen(serve: RequestListener, port: number, tls: EmulatorOptions['tls']): Promise<Listener> {
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
