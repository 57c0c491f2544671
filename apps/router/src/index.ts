// The router, to be started by its own main or by apps/standalone.

export { acknowledgeRun } from './acknowledge/acknowledge.step.js';
export { StoreConnectorPorts } from './connect/connector.ports.js';
export { ConversionStep } from './convert/conversion.step.js';
export { HouseReader } from './convert/house.reader.js';
export { type DigestDeps, digestRun } from './digest/digest.step.js';
export type { FormsDeps } from './forms/form.desk.js';
export { serveForms } from './forms/form.routes.js';
export { type CanaryDeps, canaryRun } from './health/canary.step.js';
export { watchRun } from './health/watch.step.js';
export type { IngressDeps } from './ingress/ingress.deps.js';
export { serveIngress } from './ingress/ingress.routes.js';
export { Rush } from './ingress/rush.js';
export { type MailStepDeps, mailStepRun } from './mail-steps/mail-step.run.js';
export { OutboundSender } from './outbound/outbound.sender.js';
export { Router, type RouterDeps, signedIds } from './router.js';
export { overdueRun } from './sweep/overdue.step.js';
export { type CallerOptions, callWebhook } from './webhooks/webhook.caller.js';
export { webhookQueue } from './webhooks/webhook.queue.js';
export { WebhookSender, type WebhookSenderDeps } from './webhooks/webhook.sender.js';
