// How a batch of messages ended, for logs and tests.

export interface ConversionCounts {
  ticketed: number;
  appended: number;
  suppressed: number;
  quarantined: number;
}

export const noCounts = (): ConversionCounts => ({ ticketed: 0, appended: 0, suppressed: 0, quarantined: 0 });

export function addCounts(sum: ConversionCounts, more: ConversionCounts): void {
  for (const key of Object.keys(sum) as (keyof ConversionCounts)[]) sum[key] += more[key];
}
