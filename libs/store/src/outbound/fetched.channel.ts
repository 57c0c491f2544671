// Which channels send nothing by themselves: those that take EDI by HTTP and name no address for answers. Their mail waits until it is fetched.

/** Of a row `o` of outbound: nobody sends it, it waits to be fetched. */
export const WAITS_TO_BE_FETCHED = `EXISTS (SELECT 1 FROM channel c WHERE c.id = o.channel_id AND c.kind = 'edi' AND c.settings ? 'http'
    AND NOT c.settings -> 'http' ? 'answerUrl')`;
