import BrazilianBanking
package import BulkEngine

extension Reading {
  /// Things on a page, the most that every list takes.
  package static let pageSize = 100

  /// Whether its pages are told by how many things stand before them: a server that shows fewer on a page than
  /// were asked for loses none then.
  package var countsThings: Bool { isOfWeepay }

  /// The page behind one with so many things.
  package func place(after place: Int, showing things: Int) -> Int {
    place + (countsThings ? things : 1)
  }

  /// The page that has what stood here, when so many things left the list before it.
  package func place(before place: Int, byThings gone: Int) -> Int {
    max(1, place - (countsThings ? gone : (gone + Self.pageSize - 1) / Self.pageSize))
  }

  /// Asks for one page, oldest first: what is new meanwhile comes last. Pages start at 1; where things are
  /// counted, it is the number of the first one.
  ///
  /// Whether the API counts the days named in, and in which zone, is not documented: a day more is asked
  /// for on both sides, and what is outside is left out here.
  package func request(page: Int, _ wishes: Wishes) -> Request {
    switch self {
    case .charges, .refunds:
      let merchant = wishes.merchantID.map { [Pair("merchant_id", "\($0)")] } ?? []
      // A refund is younger than its charge, by how much only the payer knows.
      let from = self == .charges ? wishes.from : nil
      let moment = self == .charges && wishes.areDaysOfChange ? "updated_at" : "created_at"
      return PayinPaths.list(
        Self.page(page) + [Pair("sort_by", "id"), Pair("sort_order", "asc")] + merchant
          + Self.days(from, "\(moment)_start", wishes.to, "\(moment)_end"))
    case .subscriptions:
      let client = wishes.merchantID.map { [Pair("client_id", "\($0)")] } ?? []
      return Request(
        .get, PayinPaths.subscriptions,
        query: Self.page(page) + [Pair("order_by", "id"), Pair("sort", "ASC")] + client
          + Self.days(wishes.from, "created_after", wishes.to, "created_before"))
    case .statement:
      let entity = wishes.entity.map { [Pair("entity", $0)] } ?? []
      return Request(
        .get, PayinPaths.account(wishes.merchantID) + "/statement",
        query: Self.page(page) + entity
          + Self.days(wishes.from, "occurrence_after", wishes.to, "occurrence_before"))
    case .balance:
      return Request(
        .get,
        page == 1
          ? PayinPaths.account(wishes.merchantID) + "/balance"
          : PayinPaths.client(wishes.merchantID) + "/balance")
    case .qualifications:
      let merchant = wishes.merchantID.map { [Pair("merchant_id", "\($0)")] } ?? []
      return Request(
        .get, DataQualification.path,
        query: Self.page(page) + [Pair("order_by", "id"), Pair("sort", "asc")] + merchant)
    case .transactions, .transfers:
      return Request(
        .get, "/v1/\(rawValue)",
        query: [
          Pair("limit", "\(Self.pageSize)"), Pair("offset", "\(page - 1)"),
          Pair("sort", "time-ascending"),
        ] + Self.moments(wishes))
    }
  }

  /// Whether the answer is one object and no list; of a balance there are two.
  package var isSingle: Bool { self == .balance }

  private typealias Pair = Request.QueryItem

  private static func page(_ page: Int) -> [Request.QueryItem] {
    [Pair("page", "\(page)"), Pair("per_page", "\(pageSize)")]
  }

  private static func days(
    _ from: String?, _ first: String, _ to: String?, _ last: String
  ) -> [Request.QueryItem] {
    [
      from.flatMap { day($0, plus: -1) }.map { Pair(first, $0) },
      to.flatMap { day($0, plus: 1) }.map { Pair(last, $0) },
    ].compactMap(\.self)
  }

  private static func moments(_ wishes: Wishes) -> [Request.QueryItem] {
    [
      wishes.from.flatMap { day($0, plus: -1) }
        .map { Pair("created_from", "\($0)T00:00:00Z") },
      wishes.to.flatMap { day($0, plus: 1) }
        .map { Pair("created_to", "\($0)T23:59:59Z") },
    ].compactMap(\.self)
  }

  /// `2026-12-31` so many days later.
  static func day(_ day: String, plus days: Int) -> String? {
    readDate(day.utf8.span).date
      .flatMap { CalendarDate(daysSince1970: $0.daysSince1970 + days) }?.description
  }
}
