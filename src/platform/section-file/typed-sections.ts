import { AppError } from '../errors.ts';
import type { Sections } from './section-file.ts';

/** A typed array as the bytes that it lies on. */
export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Looks at sections as typed arrays, without copying them. A name that is not there is an AppError 'bug'. */
export function openSections(sections: Sections): {
  numbers(name: string): Uint32Array;
  units(name: string): Uint16Array;
  floats(name: string): Float64Array;
  longs(name: string): BigInt64Array;
  bytes(name: string): Uint8Array;
  json(name: string): unknown;
} {
  const bytes = (name: string) => {
    const section = sections.get(name);
    if (section === undefined) throw new AppError('bug', `the file has no section '${name}'`);
    return section;
  };
  const view = <View>(name: string, make: (buffer: ArrayBufferLike, start: number, bytes: number) => View): View => {
    const section = bytes(name);
    return make(section.buffer, section.byteOffset, section.byteLength);
  };
  return {
    numbers: (name) => view(name, (buffer, start, length) => new Uint32Array(buffer, start, length / 4)),
    units: (name) => view(name, (buffer, start, length) => new Uint16Array(buffer, start, length / 2)),
    floats: (name) => view(name, (buffer, start, length) => new Float64Array(buffer, start, length / 8)),
    longs: (name) => view(name, (buffer, start, length) => new BigInt64Array(buffer, start, length / 8)),
    bytes,
    json: (name) => JSON.parse(Buffer.from(bytes(name)).toString('utf8')),
  };
}
