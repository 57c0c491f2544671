// The company itself, for admins: what it is called, and the time zone that its new departments begin with.
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Company, SaveCompany } from '#api';
import { companyOf, Database, saveCompany } from '#store';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { checkZone } from './time.zone.js';

@ApiTags('company')
@Controller(`${API}/company`)
export class CompanyController {
  constructor(private readonly database: Database) {}

  @Get()
  @Policy({ who: 'admin' })
  @Answers(Company, 'The company of this house')
  async read(): Promise<Company> {
    const company = await companyOf(this.database);
    if (!company) throw notFound();
    return company;
  }

  @Put()
  @Policy({ who: 'admin' })
  @Answers(Company, 'As it is called now. Departments keep the time zones that they have')
  async save(@Body({ schema: SaveCompany }) body: z.output<typeof SaveCompany>): Promise<Company> {
    checkZone(body.timeZone);
    await this.database.transaction(tx => saveCompany(tx, body));
    return this.read();
  }
}
