const seconds = 0.22;
const quiet = 0.06;
const tones = [880, 1_174.7];

let context: AudioContext | undefined;

/** Two short soft tones; made here, so that nothing has to be loaded. */
export function playSound(): void {
  context ??= new AudioContext();
  const audio = context;
  tones.forEach((frequency, index) => {
    const start = audio.currentTime + index * seconds * 0.6;
    const oscillator = audio.createOscillator();
    const volume = audio.createGain();
    oscillator.frequency.value = frequency;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(quiet, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + seconds);
    oscillator.connect(volume).connect(audio.destination);
    oscillator.start(start);
    oscillator.stop(start + seconds);
  });
}
