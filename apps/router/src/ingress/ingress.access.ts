// Who may post files into which channel. Guarantees: nobody without an API key of the house learns which channels there are; a channel of another
// department, one that is paused, and one that takes no posts all answer as one that is not there.
import { type EdiSettings, ediSettings } from '#channels';
import { type ApiKeyRow, ApiKeyStore, type ChannelRow, ChannelStore, type Database } from '#store';
import { IngressFault } from './ingress.problem.js';

export interface Admitted {
  channel: ChannelRow;
  settings: EdiSettings & { http: NonNullable<EdiSettings['http']> };
  key: Pick<ApiKeyRow, 'id' | 'name'>;
}

export class IngressAccess {
  private readonly keys = new ApiKeyStore();
  private readonly channels = new ChannelStore();

  constructor(private readonly database: Database) {}

  /**
   * A key of the channel's department, or of all departments, whatever its role: posting opens no rail. With `keys` in the settings, one of those only.
   * @param authorization  the header: `Bearer rt_…` (RFC 6750), as for the API
   * @throws IngressFault AUTH.REQUIRED, NOT_FOUND
   */
  async admit(channelKey: string, authorization: string | undefined): Promise<Admitted> {
    const secret = /^Bearer ([\w-]{1,200})$/i.exec(authorization ?? '')?.[1];
    const key = secret === undefined ? null : await this.keys.verify(this.database, secret);
    if (!key) throw new IngressFault('AUTH.REQUIRED', 'Send an API key: Authorization: Bearer rt_…');
    const channel = await this.channels.byKey(this.database, channelKey);
    const settings = channel?.kind === 'edi' ? ediSettings.safeParse(channel.settings).data : undefined;
    const isOpen = channel?.enabled && (key.departmentId === null || key.departmentId === channel.departmentId);
    const http = settings?.http;
    if (!isOpen || !settings || !http || (http.keys.length > 0 && !http.keys.includes(key.id)))
      throw new IngressFault('NOT_FOUND', 'No channel of that name takes files from this key');
    return { channel, settings: { ...settings, http }, key };
  }
}
