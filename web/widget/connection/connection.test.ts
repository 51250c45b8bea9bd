import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeTransports } from '../testing/fake-transport.ts';
import { backOff } from './back-off.ts';
import { createConnection } from './connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function aConnection(mode: 'auto' | 'poll' = 'auto') {
  const socket = fakeTransports();
  const poll = fakeTransports();
  const heard: string[] = [];
  const connection = createConnection({
    mode,
    socket: socket.open,
    poll: poll.open,
    random: () => 1,
    onLine: (line) => heard.push(line.type),
    onState: (state) => heard.push(state),
    onOpen: () => heard.push('opened'),
    onRefused: (reason) => heard.push(reason),
  });
  return { socket, poll, heard, connection };
}

describe('the connection', () => {
  it('comes back after a loss with growing pauses, by socket as long as the socket works', () => {
    const { socket, poll, connection, heard } = aConnection();
    connection.start();
    socket.last().events.onOpen();
    socket.last().events.onLost('away');
    expect(socket.all).toHaveLength(1);
    vi.advanceTimersByTime(500);
    expect(socket.all).toHaveLength(2);
    socket.last().events.onOpen();
    expect(poll.all).toHaveLength(0);
    expect(heard).toEqual(['connecting', 'online', 'opened', 'connecting', 'online', 'opened']);
  });

  it('goes by polling after two sockets that were never greeted, and back when a socket works again', () => {
    const { socket, poll, connection } = aConnection();
    connection.start();
    socket.last().events.onLost('away');
    vi.advanceTimersByTime(500);
    socket.last().events.onLost('away');
    vi.advanceTimersByTime(1_000);
    expect(socket.all).toHaveLength(2);
    poll.last().events.onOpen();
    expect(connection.say({ type: 'ping' })).toBe(true);
    expect(poll.last().said).toEqual([{ type: 'ping' }]);
    vi.advanceTimersByTime(5_000);
    expect(socket.all).toHaveLength(3);
    socket.last().events.onOpen();
    expect(poll.last().isStopped).toBe(true);
    connection.say({ type: 'ping' });
    expect(socket.last().said).toEqual([{ type: 'ping' }]);
  });

  it('stays with polling while sockets are blocked', () => {
    const { socket, poll, connection } = aConnection();
    connection.start();
    socket.last().events.onLost('away');
    vi.advanceTimersByTime(500);
    socket.last().events.onLost('away');
    vi.advanceTimersByTime(1_000);
    poll.last().events.onOpen();
    vi.advanceTimersByTime(5_000);
    socket.last().events.onLost('away');
    expect(poll.last().isStopped).toBe(false);
    expect(connection.say({ type: 'ping' })).toBe(true);
  });

  it('never tries a socket where the page asks for polling', () => {
    const { socket, poll, connection } = aConnection('poll');
    connection.start();
    poll.last().events.onOpen();
    vi.advanceTimersByTime(200_000);
    expect(socket.all).toHaveLength(0);
  });

  it('hears nothing of a connection that is over', () => {
    const { socket, connection, heard } = aConnection();
    connection.start();
    const old = socket.last();
    connection.restart();
    old.events.onLine({ type: 'pong' });
    old.events.onLost('away');
    expect(old.isStopped).toBe(true);
    expect(heard).toEqual(['connecting', 'connecting']);
  });

  it('tries nothing more when the session is over, until it is started again', () => {
    const { socket, connection, heard } = aConnection();
    connection.start();
    socket.last().events.onLost('signed-out');
    vi.advanceTimersByTime(60_000);
    expect(socket.all).toHaveLength(1);
    expect(heard.at(-1)).toBe('signed-out');
    connection.restart();
    expect(socket.all).toHaveLength(2);
  });

  it('tries at once when asked to, and says nothing while there is no connection', () => {
    const { socket, connection } = aConnection();
    connection.start();
    socket.last().events.onLost('away');
    expect(connection.say({ type: 'ping' })).toBe(false);
    connection.retryNow();
    expect(socket.all).toHaveLength(2);
    vi.advanceTimersByTime(500);
    expect(socket.all).toHaveLength(2);
  });

  it('tells plainly that the shop is away only when trying again has not helped', () => {
    const { socket, poll, connection, heard } = aConnection();
    connection.start();
    socket.last().events.onLost('away');
    vi.advanceTimersByTime(500);
    socket.last().events.onLost('away');
    vi.advanceTimersByTime(1_000);
    poll.last().events.onLost('away');
    expect(heard).toEqual(['connecting', 'connecting', 'connecting', 'away']);
  });
});

describe('pauses', () => {
  it.each([
    { attempt: 1, random: 0, pause: 250 },
    { attempt: 1, random: 1, pause: 500 },
    { attempt: 4, random: 1, pause: 4_000 },
    { attempt: 30, random: 1, pause: 15_000 },
  ])('before try $attempt with $random are $pause ms', ({ attempt, random, pause }) => {
    expect(backOff(attempt, random)).toBe(pause);
  });
});
