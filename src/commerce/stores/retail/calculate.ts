/** The value of an arithmetic expression as the shop's system tells it (rounded to two decimals), or what is wrong with it. */
export function calculate(expression: string): { ok: true; value: number } | { ok: false; problem: string } {
  if (!/^[\d+\-*/(). ]*$/.test(expression)) return { ok: false, problem: 'invalid characters in expression' };
  if (expression.length > 1000) return { ok: false, problem: 'the expression is too long' };
  const reader = { tokens: expression.match(/\d+\.?\d*|\.\d+|\*\*|\/\/|[-+*/()]|\S/g) ?? [], at: 0 };
  const value = readSum(reader);
  if (value === undefined || reader.at < reader.tokens.length) return { ok: false, problem: 'invalid syntax' };
  if (!Number.isFinite(value)) return { ok: false, problem: 'division by zero' };
  return { ok: true, value: Number(value.toFixed(2)) };
}

type Reader = { tokens: readonly string[]; at: number };

function readSum(reader: Reader): number | undefined {
  let value = readProduct(reader);
  while (value !== undefined && (reader.tokens[reader.at] === '+' || reader.tokens[reader.at] === '-')) {
    const sign = reader.tokens[reader.at++] === '+' ? 1 : -1;
    const right = readProduct(reader);
    value = right === undefined ? undefined : value + sign * right;
  }
  return value;
}

function readProduct(reader: Reader): number | undefined {
  let value = readSigned(reader);
  while (value !== undefined && /^(?:\*|\/\/?)$/.test(reader.tokens[reader.at] ?? '')) {
    const operator = reader.tokens[reader.at++];
    const right = readSigned(reader);
    if (right === undefined) return undefined;
    if (operator === '*') value *= right;
    else value = operator === '/' ? value / right : Math.floor(value / right);
  }
  return value;
}

function readSigned(reader: Reader): number | undefined {
  const token = reader.tokens[reader.at];
  if (token === '-' || token === '+') {
    reader.at += 1;
    const value = readSigned(reader);
    return value === undefined || token === '+' ? value : -value;
  }
  return readPower(reader);
}

function readPower(reader: Reader): number | undefined {
  const base = readOperand(reader);
  if (base === undefined || reader.tokens[reader.at] !== '**') return base;
  reader.at += 1;
  const exponent = readSigned(reader);
  return exponent === undefined ? undefined : base ** exponent;
}

function readOperand(reader: Reader): number | undefined {
  const token = reader.tokens[reader.at++];
  if (token === '(') {
    const value = readSum(reader);
    return reader.tokens[reader.at++] === ')' ? value : undefined;
  }
  return token !== undefined && /^[\d.]+$/.test(token) ? Number(token) : undefined;
}
