/** A group of equal agents in steady state. */
export type Staffing = {
  arrivalsPerHour: number;
  handleSeconds: number;
  agents: number;
  /** Mean of an exponential patience; without it nobody gives up (Erlang C). */
  patienceSeconds?: number;
  /** Wait that the service level promises; 20 unless given. */
  targetSeconds?: number;
};

/** What customers of that group meet. `meanWaitSeconds` is infinite where the queue grows without end. */
export type StaffingFigures = {
  /** Share of customers who find everybody busy. */
  waitProbability: number;
  /** Mean over all customers, those who wait for nothing or give up included. */
  meanWaitSeconds: number;
  /** Share of all customers who are answered within the target. */
  serviceLevel: number;
  abandonProbability: number;
};

const usualTargetSeconds = 20;

/** Erlang A where patience is given, Erlang C otherwise. */
export function figuresOf(staffing: Staffing): StaffingFigures {
  return staffing.patienceSeconds === undefined ? erlangC(staffing) : erlangA(staffing, staffing.patienceSeconds);
}

/** Erlang C (M/M/c): nobody gives up. */
export function erlangC(staffing: Staffing): StaffingFigures {
  const { agents, handleSeconds, targetSeconds = usualTargetSeconds } = staffing;
  const load = offeredLoad(staffing);
  if (load === 0) return { waitProbability: 0, meanWaitSeconds: 0, serviceLevel: 1, abandonProbability: 0 };
  if (load >= agents)
    return { waitProbability: 1, meanWaitSeconds: Number.POSITIVE_INFINITY, serviceLevel: 0, abandonProbability: 0 };
  const blocked = erlangB(load, agents);
  const waitProbability = (agents * blocked) / (agents - load * (1 - blocked));
  const spare = (agents - load) / handleSeconds;
  return {
    waitProbability,
    meanWaitSeconds: waitProbability / spare,
    serviceLevel: 1 - waitProbability * Math.exp(-spare * targetSeconds),
    abandonProbability: 0,
  };
}

/**
 * Erlang A (M/M/c+M). The states above `agents` are summed from their ratios; e^(−θT) of a wait T behind j others is Beta(cμ/θ, j+1)
 * distributed, which gives the service level without integration.
 */
export function erlangA(staffing: Staffing, patienceSeconds: number): StaffingFigures {
  const { agents, handleSeconds, targetSeconds = usualTargetSeconds } = staffing;
  const load = offeredLoad(staffing);
  if (load === 0) return { waitProbability: 0, meanWaitSeconds: 0, serviceLevel: 1, abandonProbability: 0 };
  const arrivalRate = load / handleSeconds;
  const drain = (agents / handleSeconds) * patienceSeconds;
  const pressure = arrivalRate * patienceSeconds;
  const sums = sumQueueStates({ pressure, drain, survives: Math.exp(-targetSeconds / patienceSeconds) });
  const belowFull = agents === 0 ? 0 : (1 / erlangB(load, agents) - 1) * sums.unit;
  if (!Number.isFinite(belowFull))
    return { waitProbability: 0, meanWaitSeconds: 0, serviceLevel: 1, abandonProbability: 0 };
  const total = belowFull + sums.full;
  const queue = sums.queue / total;
  return {
    waitProbability: sums.full / total,
    meanWaitSeconds: queue / arrivalRate,
    serviceLevel: (belowFull + sums.servedInTime) / total,
    abandonProbability: queue / patienceSeconds / arrivalRate,
  };
}

/** Fewest agents that keep the wanted service level; the figures grow with every agent, so that halving finds them. */
export function agentsFor(staffing: Omit<Staffing, 'agents'>, wantedServiceLevel: number): number {
  const isEnough = (agents: number) => figuresOf({ ...staffing, agents }).serviceLevel >= wantedServiceLevel;
  let high = 1;
  while (!isEnough(high)) high *= 2;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function offeredLoad(staffing: Staffing): number {
  return (staffing.arrivalsPerHour / 3_600) * staffing.handleSeconds;
}

/** Erlang B by its recursion, which never leaves 0…1. */
function erlangB(load: number, agents: number): number {
  let blocked = 1;
  for (let count = 1; count <= agents; count += 1) blocked = (load * blocked) / (count + load * blocked);
  return blocked;
}

/** Terms above this are scaled down together with everything summed so far, so that deep overload does not overflow. */
const scaleAt = 1e250;
const negligible = 1e-18;

/** Sums over the states with everybody busy and j = 0, 1, … waiting, in units of the state j = 0. */
function sumQueueStates(input: { pressure: number; drain: number; survives: number }) {
  const { pressure, drain, survives } = input;
  let term = 1;
  let unit = 1;
  let [full, queue, servedInTime] = [0, 0, 0];
  // 1 − I_x(drain+1, j+1), from j = 0 on; each step adds a positive term to I.
  let late = survives ** (drain + 1);
  let step = late * (1 - survives) * (drain + 1);
  for (let waiting = 0; ; waiting += 1) {
    full += term;
    queue += term * waiting;
    servedInTime += term * (drain / (drain + waiting + 1)) * Math.max(0, 1 - late);
    const ratio = pressure / (drain + waiting + 1);
    if (ratio < 1 && term * (waiting + 1) < negligible * full) return { unit, full, queue, servedInTime };
    late += step;
    step *= ((1 - survives) * (drain + 2 + waiting)) / (waiting + 2);
    term *= ratio;
    if (term < scaleAt) continue;
    term /= scaleAt;
    unit /= scaleAt;
    full /= scaleAt;
    queue /= scaleAt;
    servedInTime /= scaleAt;
  }
}
