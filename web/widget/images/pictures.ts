/** Local addresses of pictures: fetched once with the session's token, because an image tag cannot bring one. */
export type Pictures = {
  /** Undefined when it cannot be had now; asking again tries again. */
  load(fileId: string): Promise<string | undefined>;
  /** A picture whose bytes this window has already. */
  know(fileId: string, url: string): void;
};

/** Makes the pictures of one window. */
export function createPictures(fetchPicture: (fileId: string) => Promise<Blob | undefined>): Pictures {
  const urls = new Map<string, Promise<string | undefined>>();
  return {
    load: (fileId) => {
      const known = urls.get(fileId);
      if (known) return known;
      const loading = fetchPicture(fileId).then((blob) => {
        if (blob) return URL.createObjectURL(blob);
        urls.delete(fileId);
        return undefined;
      });
      urls.set(fileId, loading);
      return loading;
    },
    know: (fileId, url) => void urls.set(fileId, Promise.resolve(url)),
  };
}
