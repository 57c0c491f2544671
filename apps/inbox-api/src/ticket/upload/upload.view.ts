// From a row of the pad to the upload that the contract shows. Pure.
import type { Upload } from '#api';
import type { UploadRow } from '#store';
import { FILE_LIMITS } from '#tickets';

const DAY = 86_400_000;

export const uploadView = ({ touchedAt, ...upload }: UploadRow): Upload => ({
  ...upload,
  partBytes: FILE_LIMITS.partBytes,
  // What is not complete goes sooner.
  keptUntil: new Date(touchedAt.getTime() + (upload.isReady ? FILE_LIMITS.keptDays : 1) * DAY).toISOString(),
});
