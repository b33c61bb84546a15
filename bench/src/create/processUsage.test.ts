import { processUsage } from './processUsage';

describe('processUsage', () => {
  it('reads what this process has used', async () => {
    const { rss } = process.memoryUsage();
    const usage = await processUsage(process.pid);
    expect(usage.cpuMilliseconds).toBeGreaterThan(0);
    expect(usage.residentBytes).toBeGreaterThan(rss / 2);
    expect(usage.peakResidentBytes).toBeGreaterThanOrEqual(
      usage.residentBytes * 0.9,
    );
  });
});
