internal import GRDB

/// The tables, columns and indexes that a journal of the present version has.
///
/// A trigger or a view would change what the program writes, a missing index or constraint what it
/// finds: with others than these nothing is read.
enum JournalShape {
  /// Whether `database` has exactly what ``JournalSchema`` makes.
  static func isOwn(_ database: Database) throws -> Bool {
    try isOwn(database, schema: JournalSchema.sql)
  }

  /// Whether `database` has exactly what `schema` makes.
  static func isOwn(_ database: Database, schema: String) throws -> Bool {
    let model = try DatabaseQueue()
    return try model.write { model in
      try model.execute(sql: schema)
      return try description(of: model) == description(of: database)
    }
  }

  /// One line for each thing; the SQL of tables may differ, since an earlier version made them.
  private static func description(of database: Database) throws -> Set<String> {
    var lines: Set<String> = []
    let things = try Row.fetchAll(
      database,
      sql: """
        SELECT type, name, tbl_name, sql FROM sqlite_master
        WHERE type NOT IN ('table', 'index') OR name NOT LIKE 'sqlite%'
        """)
    for thing in things {
      let (type, name): (String, String) = (thing["type"], thing["name"])
      let table: String = thing["tbl_name"]
      let sql: String = type == "index" ? thing["sql"] ?? "" : ""
      lines.insert(
        "\(type) \(name) \(table) "
          + sql.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
    let columns = try Row.fetchAll(
      database,
      sql: """
        SELECT t.name || ' ' || t.strict || ' ' || c.name || ' ' || c.type || ' ' || c."notnull"
          || ' ' || c.pk || ' ' || c.hidden
        FROM pragma_table_list t, pragma_table_xinfo(t.name) c
        WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%'
        """)
    let indexes = try Row.fetchAll(
      database,
      sql: """
        SELECT t.name || ' ' || i.name || ' ' || i."unique" || ' ' || i.origin || ' ' || i.partial
          || ' ' || coalesce(c.name, '')
        FROM pragma_table_list t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
        WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%'
        """)
    for row in columns + indexes { lines.insert(row[0] as String? ?? "") }
    return lines
  }
}
