import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { classifyAddress, parseCidr, type AddressRange } from './address';
import { validateAllowList } from './allow-list';

describe('classifyAddress', () => {
  it.each<[AddressRange, string[]]>([
    ['public', ['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111']],
    ['loopback', ['127.0.0.1', '127.255.255.254', '::1']],
    ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fec0::1']],
    ['link_local', ['169.254.0.1', 'fe80::1', 'fe80::1%eth0']],
    ['metadata', ['169.254.169.254', '168.63.129.16', '100.100.100.200', 'fd00:ec2::254']],
    ['shared', ['100.64.0.1', '100.100.100.201', '100.127.255.255']],
    ['multicast', ['224.0.0.1', '239.255.255.255', 'ff02::1']],
    ['unspecified', ['0.0.0.0', '0.1.2.3', '::']],
    [
      'reserved',
      [
        '255.255.255.255',
        '240.0.0.1',
        '192.0.0.192',
        '192.0.2.1',
        '198.18.0.1',
        '198.51.100.1',
        '203.0.113.1',
        '2001:db8::1',
        '3fff::1',
        '100::1',
        '5f00::1',
        '4000::1',
      ],
    ],
    ['invalid', ['', 'example.com', '127.1', '0x7f000001', '2130706433', '1.2.3.4.5', '1.2.3.4/8']],
  ])('knows what is %s', (range, addresses) => {
    expect(addresses.map((address) => [address, classifyAddress(address)])).toEqual(
      addresses.map((address) => [address, range]),
    );
  });

  it.each<[string, AddressRange]>([
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:10.0.0.1', 'private'],
    ['::ffff:169.254.169.254', 'metadata'],
    ['::ffff:8.8.8.8', 'public'],
    ['64:ff9b::127.0.0.1', 'loopback'],
    ['64:ff9b::a9fe:a9fe', 'metadata'],
    ['64:ff9b::808:808', 'reserved'],
    ['64:ff9b:1::808:808', 'reserved'],
    ['::127.0.0.1', 'reserved'],
    ['::8.8.8.8', 'reserved'],
    ['::ffff:0:127.0.0.1', 'reserved'],
    ['2002:7f00:1::', 'reserved'],
    ['2002:808:808::', 'reserved'],
    ['2001:0:808:808::1', 'reserved'],
  ])('looks through %s', (address, range) => {
    expect(classifyAddress(address)).toBe(range);
  });
});

describe('validateAllowList', () => {
  it.each(['10.0.0.0/8', '0.0.0.0/0', '::/0', 'fd12::/16', '10.1.2.3/32'])('takes %s', (cidr) => {
    expect(validateAllowList([cidr], false).blocks).toHaveLength(1);
  });

  it.each(['', '10.0.0.0', '10/8', '10.0.0.0/33', '10.0.0.0/-1', '::/129', '10.0.0.0/8/8', 'x/8'])(
    'refuses %j, naming the option',
    (cidr) => {
      expect(parseCidr(cidr)).toBeNull();
      const validate = () => validateAllowList(['10.0.0.0/8', cidr], false);
      expect(validate).toThrow(ConfigInvalidError);
      expect(validate).toThrow(`egress.allow\`: ${JSON.stringify(cidr)}`);
    },
  );

  it.each(['127.0.0.0/8', '127.0.0.1/32', '0.0.0.0/0', '::1/128', '::/0', '::ffff:127.0.0.1/128'])(
    'refuses %s in production only',
    (cidr) => {
      expect(() => validateAllowList([cidr], true)).toThrow(/covers loopback/);
      expect(validateAllowList([cidr], false).blocks).toHaveLength(1);
    },
  );

  it('allows what is private in production', () => {
    expect(validateAllowList(['10.0.0.0/8', 'fd00::/8'], true).blocks).toHaveLength(2);
  });
});
