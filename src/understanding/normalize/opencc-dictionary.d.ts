declare module 'opencc-js/dict/TSCharacters' {
  const characters: string;
  // biome-ignore lint/style/noDefaultExport: that is how the package exports its table
  export default characters;
}
