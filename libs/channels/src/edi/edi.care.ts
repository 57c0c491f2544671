// Looking after an EDI channel: a test file in the inbox that partners write into.
import { CANARY_MARK, type Canary, type Channel, type ChannelCare, type DelivererPorts } from '#channels/contract';
import type { EdiSettings } from './edi.settings.js';
import type { RemoteFolder } from './transport/folder/remote.folder.js';

const NO_FOLDER = 'Nothing is picked up here: files are posted, or come by the mails of a mailbox.';

/** @param folderOf where files are picked up; null where the channel watches none */
export function ediCare(
  folderOf: (
    channel: Channel<EdiSettings>,
    ports: DelivererPorts,
  ) => { inbox: string; open(): Promise<RemoteFolder> } | null,
): ChannelCare<EdiSettings> {
  const watches = ({ folder, sftp }: EdiSettings): boolean => folder !== undefined || sftp !== undefined;
  return {
    watches,
    canary: {
      hindrance: settings => (watches(settings) ? null : NO_FOLDER),
      async send(channel, canary, ports) {
        const watched = folderOf(channel, ports);
        if (!watched) throw new Error(NO_FOLDER);
        const folder = await watched.open();
        try {
          const name = `${CANARY_MARK}${canary.token}.edi`;
          await folder.write(watched.inbox === '.' ? name : `${watched.inbox}/${name}`, canaryFile(canary));
        } finally {
          await folder.close();
        }
      },
    },
    cannotCatchUp: settings =>
      watches(settings)
        ? 'A folder is looked at as a whole each time: what was taken lies in done/. Move a file back into the inbox to have it read again.'
        : 'What was posted is not kept by the sender for a second look. Ask the partner to send it again: what is known opens nothing twice.',
  };
}

/** X12 864, a text message: the least that is an interchange. */
function canaryFile({ token, at }: Canary): Buffer {
  const [day, time] = [
    at.toISOString().slice(0, 10).replaceAll('-', ''),
    at.toISOString().slice(11, 16).replace(':', ''),
  ];
  const control = String(Number.parseInt(token.slice(0, 7), 16))
    .padStart(9, '0')
    .slice(-9);
  const party = 'TICKETRAIL'.padEnd(15);
  const blank = ' '.repeat(10);
  return Buffer.from(
    [
      `ISA*00*${blank}*00*${blank}*ZZ*${party}*ZZ*${party}*${day.slice(2)}*${time}*U*00401*${control}*0*T*>~`,
      `GS*TX*TICKETRAIL*TICKETRAIL*${day}*${time}*1*X*004010~`,
      'ST*864*0001~',
      'BMG*00*Test message of Ticket Rail~',
      'MIT*1*Test~',
      `MSG*${CANARY_MARK}${token}~`,
      'SE*5*0001~',
      'GE*1*1~',
      `IEA*1*${control}~`,
      '',
    ].join('\n'),
  );
}
