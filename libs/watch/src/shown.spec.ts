import { shown } from './shown.ts';

test.each(['METRICS_TOKEN', 'MAIL_BOUNCE_SECRET', 'DUBAN_DEMO_PASSWORD'])('what %s holds is not shown', (name) => {
  expect(shown(name, 'too short')).toBe('a text of 9 characters');
});

test('what another variable holds is shown, and nothing as such', () => {
  expect([shown('PORT', '70000'), shown('METRICS_TOKEN', undefined)]).toEqual(['"70000"', 'nothing']);
});
