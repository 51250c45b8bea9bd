import { AppError } from '../../platform/index.ts';
import { EdgeError } from './problem.ts';

/** Largest JSON request. */
export const jsonLimit = 1_000_000;

/** Bytes of a request's body; EdgeError 413 as soon as it is larger than `limit`, whatever its header says. */
export async function readBytes(request: Request, limit: number): Promise<Buffer> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > limit) throw tooLarge(limit);
  if (!request.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel().catch(() => {});
      throw tooLarge(limit);
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

/** Bytes as text; AppError 'invalid' for anything that is not UTF-8. */
export function readUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('invalid', 'not UTF-8', { cause: error });
  }
}

function tooLarge(limit: number): EdgeError {
  return new EdgeError(413, 'problem.too-large', `larger than ${limit} bytes`);
}
