import { expect, test } from 'vitest';
import { networkStrength, trainPairNetwork } from './pair-network.ts';

test('a network learns what no straight line tells apart, and the same each time', () => {
  const corners = [
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ] as const;
  const rows = {
    width: 2,
    isSame: Array.from({ length: 1_600 }, (_, row) => row % 4 === 0 || row % 4 === 3),
    fill: (row: number, into: Float32Array) => into.set(corners[row % 4] ?? []),
  };
  const network = trainPairNetwork(rows);
  const strengths = corners.map((corner) => networkStrength(network, Float32Array.from(corner)));
  expect(strengths.map((strength) => strength > 0)).toEqual([true, false, false, true]);
  expect(trainPairNetwork(rows)).toEqual(network);
});
