// What a route answers, for the OpenAPI document: its schema from the contract, and the problem that each route may answer instead.
import { applyDecorators, HttpStatus } from '@nestjs/common';
import { ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { ZodType } from 'zod';
import { Problem } from '#api';

/** @param status 200 when left out. It documents; @HttpCode sets. */
export function Answers(schema: ZodType, description: string, status: number = HttpStatus.OK): MethodDecorator {
  return applyDecorators(
    ApiResponse({ status, description, standardSchema: schema }),
    ApiResponse({ status: 'default', description: 'What went wrong (RFC 9457)', standardSchema: Problem }),
  );
}

/** A route that answers a file. */
export function Bytes(type: string, description: string): MethodDecorator {
  return applyDecorators(
    ApiProduces(type),
    ApiResponse({ status: HttpStatus.OK, description, schema: { type: 'string', format: 'binary' } }),
    ApiResponse({ status: 'default', description: 'What went wrong (RFC 9457)', standardSchema: Problem }),
  );
}
