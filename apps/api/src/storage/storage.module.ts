import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StorageController } from './storage.controller';
import { StorageQuota } from './storage-quota.entity';
import { StorageService } from './storage.service';

@Module({
  imports: [TypeOrmModule.forFeature([StorageQuota])],
  controllers: [StorageController],
  providers: [StorageService],
})
export class StorageModule {}
