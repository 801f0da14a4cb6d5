package dev.tako.coordinator.postgres;

import dev.tako.contract.RunId;
import dev.tako.coordinator.trigger.DeliveryKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Which run each delivery has become: the memory behind rule R11.
@ApplicationScoped
public class Deliveries {
  private static final String RESERVE =
      "insert into delivery (key, run_id) values (?, ?) on conflict do nothing";
  private static final String READ = "select run_id from delivery where key = ?";

  private final DataSource database;

  Deliveries(DataSource database) {
    this.database = database;
  }

  /// Gives `candidate` to the key, unless it has a run already; answers the key's run. Of several
  /// callers at once one wins and all get the same answer.
  public RunId reserve(DeliveryKey key, RunId candidate) {
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement insert = connection.prepareStatement(RESERVE)) {
        insert.setString(1, key.value());
        insert.setString(2, candidate.value());
        if (insert.executeUpdate() == 1) {
          return candidate;
        }
      }
      try (PreparedStatement select = connection.prepareStatement(READ)) {
        select.setString(1, key.value());
        try (ResultSet row = select.executeQuery()) {
          row.next();
          return new RunId(row.getString(1));
        }
      }
    } catch (SQLException e) {
      throw new DatabaseException("reserve a run for delivery " + key.value(), e);
    }
  }
}
