// The router, to be started by its own main or by apps/standalone.

export { ConversionStep } from './convert/conversion.step.js';
export { HouseReader } from './convert/house.reader.js';
export { Router, type RouterDeps } from './router.js';
