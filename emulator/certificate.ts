import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A private key and its certificate, as PEM. */
export interface KeyAndCertificate {
  readonly key: string;
  readonly cert: string;
}

const ECDSA_WITH_SHA256 = sequence(tagged(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));

/**
 * A fresh self-signed certificate for 127.0.0.1 and the named hosts, valid from an hour ago for a day. It is its own authority:
 * whoever trusts `cert` trusts a server that shows it. Written out here because Node can make keys but no certificates.
 */
export function selfSigned(hosts: readonly string[] = []): KeyAndCertificate {
  const now = new Date();
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(
    tagged(0x31, sequence(tagged(0x06, [0x55, 0x04, 0x03]), tagged(0x0c, Buffer.from('emulator')))),
  );
  const body = sequence(
    tagged(0xa0, tagged(0x02, [2])),
    tagged(0x02, [1, ...randomBytes(15)]),
    ECDSA_WITH_SHA256,
    name,
    sequence(utcTime(now, -1), utcTime(now, 24)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(
      0xa3,
      sequence(
        extension(0x13, sequence(tagged(0x01, [0xff]))),
        extension(
          0x11,
          sequence(tagged(0x87, [127, 0, 0, 1]), ...hosts.map((host) => tagged(0x82, Buffer.from(host)))),
        ),
      ),
    ),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(body, ECDSA_WITH_SHA256, tagged(0x03, [0, ...signature]));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  };
}

/** One element of DER: tag, length, contents. */
function tagged(tag: number, ...contents: readonly (Uint8Array | readonly number[])[]): Buffer {
  const content = Buffer.concat(contents.map((piece) => Buffer.from(piece)));
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...contents: readonly Uint8Array[]): Buffer {
  return tagged(0x30, ...contents);
}

/** An extension of X.509 below 2.5.29. */
function extension(number: number, value: Uint8Array): Buffer {
  return sequence(tagged(0x06, [0x55, 0x1d, number]), tagged(0x04, value));
}

function utcTime(now: Date, hours: number): Buffer {
  const time = new Date(now.getTime() + hours * 3_600_000).toISOString();
  return tagged(0x17, Buffer.from(`${time.slice(2, 19).replaceAll(/[-T:]/g, '')}Z`));
}
