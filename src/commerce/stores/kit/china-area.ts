/** Names of places as platforms and customers write them: 广东 and 广东省, 西湖 and 西湖区 are one. An empty name is no place. */
export function sameArea(one: string, other: string): boolean {
  const bare = (name: string) => name.trim().replace(/(省|市|自治区|特别行政区|区|县)$/, '');
  return other.trim() !== '' && bare(one) === bare(other);
}
