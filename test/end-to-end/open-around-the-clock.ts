/** Sets the demo shop's people at work day and night, so that the stories do not depend on the hour of the test. */
export async function openAroundTheClock(url: string): Promise<void> {
  const signedIn = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-peakdesk': '1' },
    body: JSON.stringify({ shopId: 'demo', email: 'lin.zhiyuan@nuanyu.example', password: 'peakdesk-demo' }),
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0];
  if (!signedIn.ok || !cookie) throw new Error(`sign-in failed: ${signedIn.status} ${await signedIn.text()}`);
  const days = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));
  const saved = await fetch(`${url}/api/v1/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'x-peakdesk': '1', cookie },
    body: JSON.stringify({ workingHours: { days, holidays: [] } }),
  });
  if (!saved.ok) throw new Error(`settings were not saved: ${saved.status} ${await saved.text()}`);
}
