// A channel kind as a form needs it.
import type { ChannelKindView } from '#api';
import { describedSettings } from '#channels';
import type { ChannelKind } from '#channels/contract';

export function channelKindView(of: ChannelKind): ChannelKindView {
  const settings = describedSettings(of);
  const { guide } = of;
  return {
    kind: of.kind,
    title: of.title,
    about: guide?.about ?? null,
    byItself: guide?.byItself ?? false,
    settings,
    exactlyOne: guide?.exactlyOne ? { title: guide.exactlyOne.title, of: [...guide.exactlyOne.of] } : null,
    secrets: of.secretNames.map(name => {
      const words = guide?.secrets[name];
      const part = name.split('.')[0]!;
      return {
        name,
        title: words?.title ?? name,
        help: words?.help ?? null,
        part: settings.properties?.[part] ? part : null,
        lines: words?.lines ?? false,
        when: words?.when ? { field: words.when.field, is: [...words.when.is] } : null,
      };
    }),
  };
}
