// For load balancers and Prometheus. Liveness asks nothing; readiness asks every part; figures of the whole company need a key.
import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { HealthRegistry } from '#runtime';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { RequestFault } from '../http/request.fault.js';
import { RailMetrics } from './rail.metrics.js';

const Well = z.object({ status: z.literal('ok') });

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthRegistry,
    private readonly metrics: RailMetrics,
  ) {}

  @Get('healthz')
  @Policy({ who: 'anybody' })
  @Answers(Well, 'The process answers')
  live(): z.output<typeof Well> {
    return { status: 'ok' };
  }

  /** Names what fails, not why: the reasons are in the log, and this is open to anybody. */
  @Get('readyz')
  @Policy({ who: 'anybody' })
  @Answers(Well, 'Every part is ready')
  async ready(): Promise<z.output<typeof Well>> {
    const report = await this.health.report();
    if (report.ready) return { status: 'ok' };
    const failing = report.checks.filter(check => !check.ok).map(check => check.name);
    throw new RequestFault('SERVER.NOT_READY', `Not ready: ${failing.join(', ')}`);
  }

  @Get('metrics')
  @Policy({ who: 'whole-company' })
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async read(): Promise<string> {
    return this.metrics.text();
  }
}
