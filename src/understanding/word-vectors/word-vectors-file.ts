import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { z } from 'zod';
import type { TrainedVectors } from './train-word-vectors.ts';

/** Word vectors in memory: eight bits a number, one row of `dimensions` numbers a word. */
export type WordVectors = {
  positions: ReadonlyMap<string, number>;
  dimensions: number;
  vectors: Int8Array;
  rarity: Float32Array;
};

const headerSchema = z.strictObject({
  format: z.literal('peakdesk word vectors 1'),
  dimensions: z.number().int().min(1).max(1024),
  words: z.array(z.string()),
});
const rarityScale = 20;

/** Stores vectors as header length (4 bytes, little endian), header (JSON), numbers (1 byte each), rarities (1 byte each), all compressed. */
export function encodeWordVectors({ words, dimensions, vectors, rarity }: TrainedVectors): Uint8Array {
  const header = Buffer.from(JSON.stringify({ format: 'peakdesk word vectors 1', dimensions, words }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const most = vectors.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
  const numbers = Int8Array.from(vectors, (value) => Math.round((value / most) * 127));
  const rarities = Uint8Array.from(rarity, (value) => Math.min(255, Math.round(value * rarityScale)));
  const bytes = Buffer.concat([length, header, Buffer.from(numbers.buffer), Buffer.from(rarities.buffer)]);
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } });
}

/** Reads stored vectors; undefined where the file is not one of ours. */
export function decodeWordVectors(file: Uint8Array): WordVectors | undefined {
  const bytes = decompress(file);
  if (!bytes || bytes.length < 4) return undefined;
  const headerEnd = 4 + bytes.readUInt32LE(0);
  const header = readHeader(bytes.toString('utf8', 4, headerEnd));
  if (!header || bytes.length !== headerEnd + header.words.length * (header.dimensions + 1)) return undefined;
  const numbersEnd = headerEnd + header.words.length * header.dimensions;
  return {
    positions: new Map(header.words.map((word, position) => [word, position])),
    dimensions: header.dimensions,
    vectors: new Int8Array(new Uint8Array(bytes.subarray(headerEnd, numbersEnd)).buffer),
    rarity: Float32Array.from(bytes.subarray(numbersEnd), (value) => value / rarityScale),
  };
}

function decompress(file: Uint8Array): Buffer | undefined {
  try {
    return brotliDecompressSync(file);
  } catch {
    return undefined;
  }
}

function readHeader(text: string): z.infer<typeof headerSchema> | undefined {
  try {
    return headerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
