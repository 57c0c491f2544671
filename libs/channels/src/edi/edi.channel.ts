// The EDI channel kind: files of a folder, of an SFTP server, of an HTTP post or of a mail's attachment in; acknowledgements out the same way.
// HTTP and mail have no connector here: the router's ingress and the mail's own channel hand their files in.
import { join } from 'node:path/posix';
import {
  addressNow,
  type Channel,
  type ChannelKind,
  type Connector,
  type ConnectorPorts,
  type Deliverer,
  type OutsidePorts,
} from '#channels/contract';
import { ediCare } from './edi.care.js';
import { createEdiConverter } from './edi.converter.js';
import { ediGuide } from './edi.guide.js';
import { EDI_SECRET_NAMES, type EdiSettings, ediSettings, limitsOf } from './edi.settings.js';
import { senderOf } from './envelope/interchange.reader.js';
import { createFolderDeliverer } from './transport/deliver/folder.deliverer.js';
import { createHttpDeliverer } from './transport/deliver/http.deliverer.js';
import { ediPosts } from './transport/edi.posts.js';
import { openLocalFolder } from './transport/folder/local.folder.js';
import type { RemoteFolder } from './transport/folder/remote.folder.js';
import { openSftpFolder, SFTP_TIMINGS, sftpSecrets } from './transport/folder/sftp.folder.js';
import { createFolderConnector } from './transport/pick-up/folder.connector.js';
import { sampleOf } from './trial/edi.sample.js';
import { tryEdi } from './trial/edi.trial.js';

export const ediChannel: ChannelKind<EdiSettings> = {
  kind: 'edi',
  title: 'EDI',
  settings: ediSettings,
  secretNames: EDI_SECRET_NAMES,
  guide: ediGuide,
  connect(channel, ports) {
    const watched = watchedFolder(channel, ports);
    if (!watched) return [ready(channel, ports)];
    const limits = limitsOf(channel.settings);
    return [createFolderConnector({ channelId: channel.id, limits, ...watched }, ports)];
  },
  converter: () => createEdiConverter(),
  deliverer(channel, ports) {
    const watched = watchedFolder(channel, ports);
    if (watched) return createFolderDeliverer(watched);
    const url = channel.settings.http?.answerUrl;
    const key = channel.secrets['http.answerKey'];
    if (url !== undefined)
      return createHttpDeliverer({ url, ...(key ? { key } : {}), ...(ports ? { fetch: ports.fetch } : {}) });
    return deferring(
      channel.settings.http
        ? 'It waits until the partner fetches it, because the channel has no answerUrl.'
        : 'This channel sends nothing by itself: the answer to a mail leaves by the channel of the mail.',
    );
  },
  senderOf,
  takesFrom({ folder, sftp }) {
    if (folder) return `folder ${join(folder.path, folder.inbox)}`;
    return sftp ? `sftp ${sftp.user}@${sftp.host.toLowerCase()}:${sftp.port} ${join(sftp.root, sftp.inbox)}` : null;
  },
  posts: ediPosts,
  care: ediCare(watchedFolder),
  test: tryEdi,
  samples: sampleOf,
};

/** Nothing connects: the channel is well as soon as somebody may hand files in. */
function ready({ id, settings }: Channel<EdiSettings>, ports: ConnectorPorts): Connector {
  const detail = settings.http ? 'takes posts' : 'takes attachments of mails';
  return {
    start: async () => ports.reportHealth(id, { state: 'ok', at: new Date(), detail }),
    stop: async () => undefined,
  };
}

interface WatchedFolder {
  via: 'folder' | 'sftp';
  inbox: string;
  outbox: string;
  pollSeconds: number;
  open(): Promise<RemoteFolder>;
}

/** @param ports left out: the server is connected to as it is found */
function watchedFolder(
  { settings, secrets }: Channel<EdiSettings>,
  ports?: Pick<OutsidePorts, 'reach'>,
): WatchedFolder | null {
  const { folder, sftp } = settings;
  if (folder) return { ...folder, via: 'folder', open: async () => openLocalFolder(folder.path) };
  if (!sftp) return null;
  const address = ports && (() => addressNow(ports, sftp.host, sftp.port));
  return { ...sftp, via: 'sftp', open: () => openSftpFolder(sftp, sftpSecrets(secrets), SFTP_TIMINGS, address) };
}

function deferring(response: string): Deliverer {
  return {
    deliver: async ({ envelope }) =>
      envelope.to.map(address => ({ address, outcome: 'deferred', response, heldUp: true })),
    close: async () => undefined,
  };
}
