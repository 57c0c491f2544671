// The lane that runs everywhere: hoodiecrow lives in the test process.
import { startHoodiecrow } from '../../../../../test/servers/hoodiecrow.js';
import { describeImapConnector } from '../../../../../test/servers/imap-connector.suite.js';

describeImapConnector('hoodiecrow', await startHoodiecrow());
