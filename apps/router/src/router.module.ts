// The router as a Nest module: starts with the application, stops before it, and says how it is.
import {
  Controller,
  type DynamicModule,
  Get,
  HttpStatus,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  Res,
} from '@nestjs/common';
import { HealthRegistry } from '#runtime';
import { Router, type RouterDeps } from './router.js';

@Injectable()
class RouterLife implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(Router) private readonly router: Router) {}

  onApplicationBootstrap(): Promise<void> {
    return this.router.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.router.stop();
  }
}

/** For the orchestrator, not for people: no secrets, no sign-in. */
@Controller()
class RouterHealthController {
  constructor(@Inject(HealthRegistry) private readonly health: HealthRegistry) {}

  @Get('healthz')
  alive(): { alive: true } {
    return { alive: true };
  }

  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: { status(code: number): unknown }) {
    const report = await this.health.report();
    if (!report.ready) reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    return report;
  }
}

@Module({})
export class RouterModule {
  static forRoot(deps: RouterDeps): DynamicModule {
    return {
      module: RouterModule,
      controllers: [RouterHealthController],
      providers: [
        { provide: Router, useValue: new Router(deps) },
        { provide: HealthRegistry, useValue: deps.health },
        RouterLife,
      ],
    };
  }
}
