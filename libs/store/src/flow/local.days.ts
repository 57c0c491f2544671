// The last days of a department, by its own midnight: today and the six, or the 29, before it. The rail's list of finished tickets is cut at the
// same moment, so that a figure and the list that it opens agree.

/** SQL for the instant at which the department's day `days` - 1 days ago began. @param now, days SQL of a timestamptz and of an integer; needs the department as `d` */
export const daysAgo = (now: string, days: string): string =>
  `((date_trunc('day', ${now}::timestamptz AT TIME ZONE d.time_zone) - make_interval(days => ${days} - 1)) AT TIME ZONE d.time_zone)`;
