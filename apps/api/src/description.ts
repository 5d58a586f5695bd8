import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { version } from './version.ts';
import { COOKIE } from './who.ts';

/** The description of the API: a page at /api/docs, the document at /api/docs-json. */
export const describe = (app: NestFastifyApplication): void => {
  const about = new DocumentBuilder()
    .setTitle('督办 Duban')
    .setDescription('A supervision engine for government action plans. Errors are application/problem+json.')
    .setVersion(version)
    .addCookieAuth(COOKIE)
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, about), {
    jsonDocumentUrl: 'api/docs-json',
  });
};
