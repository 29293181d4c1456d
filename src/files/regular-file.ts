import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';

/** Why a file cannot be read: what it is, or the system's code (ENOENT, EACCES …). */
export type FileFault =
  | { readonly kind: 'directory' | 'not-regular' | 'too-large' | 'changed' }
  | { readonly kind: 'unreadable'; readonly code: string };

/**
 * The bytes of a regular file of at most `maxBytes`. A pipe or a device is neither waited for nor read. What was opened is
 * looked at once more: the path may name another thing by then.
 *
 * @param flags more flags for opening, such as O_NOFOLLOW
 */
export async function readRegularFile(path: string, maxBytes: number, flags = 0): Promise<Buffer | FileFault> {
  let handle: FileHandle | undefined;
  try {
    // To open a device may do something: what is no regular file is not opened at all.
    const before = await stat(path);
    if (before.isDirectory()) return { kind: 'directory' };
    if (!before.isFile()) return { kind: 'not-regular' };
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | flags);
    const stats = await handle.stat();
    if (!stats.isFile() || stats.size > maxBytes) return { kind: 'too-large' };
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(stats.size + 1));
    // Half of a file must not pass for the whole.
    return bytesRead === stats.size ? buffer.subarray(0, bytesRead) : { kind: 'changed' };
  } catch (error) {
    return unreadable(error);
  } finally {
    await handle?.close();
  }
}

/** The fault that an error of the file system stands for. */
export function unreadable(error: unknown): FileFault {
  return { kind: 'unreadable', code: (error as NodeJS.ErrnoException).code ?? 'unknown error' };
}

export function isFileFault(value: Buffer | FileFault): value is FileFault {
  return !Buffer.isBuffer(value);
}
