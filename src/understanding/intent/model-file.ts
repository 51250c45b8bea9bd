import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { type IntentModel, modelVersion } from './intent-model.ts';
import { openVocabulary } from './vocabulary.ts';

/** A stored model read back, or why it cannot be used; such a model is trained again. */
export type DecodedModel = { ok: true; model: IntentModel } | { ok: false; reason: string };

const magic = 'PKDM';
const headerSchema = z.strictObject({
  version: z.number().int(),
  dataHash: z.string(),
  texts: z.number().int().nonnegative(),
  labels: z.array(z.string()).min(1).max(10_000),
  features: z.number().int().nonnegative().max(10_000_000),
  rows: z.number().int().nonnegative(),
  temperature: z.number().positive(),
  outOfScope: z.strictObject({ label: z.string(), shift: z.number() }).nullable(),
  checksum: z.string(),
});
type Header = z.infer<typeof headerSchema>;

/**
 * A model as a file: "PKDM", header length (4 bytes, little endian), header (JSON), then the deflated columns: hashes, inverse
 * frequencies, scales, biases (4 bytes each), weights (1 byte each).
 */
export function encodeModel(model: IntentModel): Uint8Array {
  const { vocabulary } = model;
  const columns = Buffer.concat(
    [vocabulary.hashes, vocabulary.inverseFrequency, model.scales, model.biases, model.weights].map(bytesOf),
  );
  const body = deflateRawSync(columns, { level: 6 });
  const header: Header = {
    ...model.origin,
    labels: [...model.labels],
    features: vocabulary.hashes.length,
    rows: model.rows,
    temperature: model.temperature,
    outOfScope: model.outOfScope ?? null,
    checksum: checksumOf(body),
  };
  const headerBytes = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(headerBytes.length);
  return Buffer.concat([Buffer.from(magic), length, headerBytes, body]);
}

/** Reads a stored model; a file that is cut, altered, foreign or of another version is refused with a reason. */
export function decodeModel(file: Uint8Array): DecodedModel {
  const buffer = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (buffer.length < 8 || buffer.toString('latin1', 0, 4) !== magic) return refuse('not a model file');
  const headerEnd = 8 + buffer.readUInt32LE(4);
  if (headerEnd > buffer.length) return refuse('cut in the header');
  const header = readHeader(buffer.toString('utf8', 8, headerEnd));
  if (!header) return refuse('unreadable header');
  if (header.version !== modelVersion) return refuse(`version ${header.version}, wanted ${modelVersion}`);
  const body = buffer.subarray(headerEnd);
  if (checksumOf(body) !== header.checksum) return refuse('checksum does not match');
  const columns = inflateRawSync(body);
  if (columns.length !== expectedBytes(header)) return refuse('columns do not fit the header');
  return { ok: true, model: openModel(header, columns) };
}

function refuse(reason: string): DecodedModel {
  return { ok: false, reason };
}

function readHeader(text: string): Header | undefined {
  try {
    return headerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function expectedBytes({ features, labels, rows }: Header): number {
  return features * 8 + labels.length * 8 + rows * labels.length;
}

function openModel(header: Header, columns: Buffer): IntentModel {
  const { features, rows, labels } = header;
  const bytes = new Uint8Array(columns).buffer;
  let offset = 0;
  const take = (length: number) => {
    offset += length;
    return bytes.slice(offset - length, offset);
  };
  const hashes = new Uint32Array(take(features * 4));
  const inverseFrequency = new Float32Array(take(features * 4));
  const scales = new Float32Array(take(labels.length * 4));
  const biases = new Float32Array(take(labels.length * 4));
  return {
    origin: { version: header.version, dataHash: header.dataHash, texts: header.texts },
    labels,
    vocabulary: openVocabulary(hashes, inverseFrequency),
    rows,
    weights: new Int8Array(take(rows * labels.length)),
    scales,
    biases,
    temperature: header.temperature,
    outOfScope: header.outOfScope ?? undefined,
  };
}

function bytesOf(column: Int8Array | Uint32Array | Float32Array): Buffer {
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength);
}

function checksumOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
