import { killPostman } from '../chaos/postman-kills.ts';

const MINUTE = 60_000;

test(
  'kill -9 of the worker in the middle of sending, twenty times: no letter doubled, none lost, doubtful ones found out or listed',
  async () => {
    const found = await killPostman(20, 20200102);
    expect(found).toMatchObject({ kills: 20, letters: 2 * 8 + 20 * 6, doubled: 0, lost: 0 });
    expect(found.resolved).toBeGreaterThan(0);
    expect(found.listed).toBeGreaterThan(0);
  },
  6 * MINUTE,
);
