import Testing

@testable import BulkEngine

struct SipHashTests {
  /// Of a message of so many bytes that count from 0, under the key that does, as OpenSSL 3 makes them too.
  private static let published: [(count: Int, hash: UInt64)] = [
    (0, 0x726F_DB47_DD0E_0E31), (1, 0x74F8_39C5_93DC_67FD), (7, 0xAB02_00F5_8B01_D137),
    (8, 0x93F5_F579_9A93_2462), (11, 0xF4B3_2F46_226B_ADA7), (15, 0xA129_CA61_49BE_45E5),
    (16, 0x3F2A_CC7F_57C2_9BDB), (40, 0x0E3E_A96B_5304_A7D0), (63, 0x958A_324C_EB06_4572),
  ]

  @Test("SipHash-2-4 gives the published hashes", arguments: published)
  func sipHashGivesThePublishedHashes(_ vector: (count: Int, hash: UInt64)) {
    let message = [UInt8](0..<UInt8(vector.count))
    #expect(SipHash(key: 0..<16).hash(message.span) == vector.hash)
  }
}
