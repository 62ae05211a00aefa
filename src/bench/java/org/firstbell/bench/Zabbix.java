package org.firstbell.bench;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.firstbell.bench.program.Farm;
import org.firstbell.bench.program.Peer;
import org.firstbell.bench.program.Program;
import org.firstbell.bench.program.RunningFarm;
import org.firstbell.bench.program.Unmeasurable;

/**
 * The same ten values, asked by Zabbix's proxy of 2,000 hosts every 5 s; storing is counted, sending on is not, since no
 * server is there. It makes its
 * database itself, of its own version's shape, and starts again once that is filled as a server would fill it.
 */
final class Zabbix implements Part {
    private static final int HOSTS = 2_000;
    private static final int PACE_SECONDS = 5;
    /** It learns step by step how many objects a host answers at once. */
    private static final Duration WARM = Duration.ofSeconds(60);

    private static final Duration MEASURE = Duration.ofSeconds(15);
    private static final int WINDOWS = 3;
    private static final int LAST_LINES = 4;
    private static final int MOST_LOOKS = 120;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final int FIRST_PORT = 21_000;
    private static final int LAST_PORT = 32_767;
    private static final int FIRST_HOST = 20_000;
    private static final int FIRST_ITEM = 100_000;
    /** Its name of the interval between two attempts to fetch its configuration, before and from 6.4 on. */
    private static final List<String> FETCHING = List.of("ConfigFrequency", "ProxyConfigFrequency");

    @Override
    public String name() {
        return "zabbix";
    }

    @Override
    public boolean once() {
        return true;
    }

    @Override
    public void round(Ground ground, Figures figures) throws Exception {
        Path binary = Peer.ZABBIX_PROXY.binary();
        SnmpExporter.path(ground, "", HOSTS);
        Path folder = ground.fresh("zabbix");
        Path log = folder.resolve("zabbix.log");
        Path configuration = configuration(folder, log);
        try (Program first = start(binary, configuration, log)) {
            awaitDatabase(first, log);
        }
        fill(folder.resolve("proxy.db"), ground);
        try (Program proxy = start(binary, configuration, log)) {
            Ground.pause(WARM);
            for (int window = 0; window < WINDOWS && proxy.alive(); window++) {
                window(proxy, ground, figures);
            }
            if (!proxy.alive() || figures.median("zabbix").isEmpty()) {
                throw new Unmeasurable("it does not poll: " + lastWords(log));
            }
        }
    }

    private static Program start(Path binary, Path configuration, Path log) throws IOException {
        return Program.start(new ProcessBuilder(List.of(binary.toString(), "-f", "-c", configuration.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
    }

    /** Waits until it works on a database that it made; whoever looks into that earlier locks it out. */
    private static void awaitDatabase(Program proxy, Path log) throws Exception {
        for (int look = 0; look < MOST_LOOKS && proxy.alive(); look++) {
            Ground.pause(BETWEEN_LOOKS);
            if (Files.exists(log) && Files.readString(log).contains("started [main process]")) {
                return;
            }
        }
        throw new Unmeasurable("it made no database: " + lastWords(log));
    }

    private static List<String> lastWords(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of("it wrote no log");
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    }

    private static void window(Program proxy, Ground ground, Figures figures) throws Exception {
        RunningFarm.Count before = ground.farm().count();
        double cpu = proxy.cpuSeconds();
        Ground.pause(MEASURE);
        double spent = proxy.cpuSeconds() - cpu;
        double polls = (ground.farm().count().values() - before.values()) / 10.0;
        if (polls < MEASURE.toSeconds()) {
            return;
        }
        figures.add("zabbix", spent / polls * 1000);
        figures.add("zabbix pace", polls / MEASURE.toSeconds());
    }

    private static Path configuration(Path folder, Path log) throws Exception {
        int listen = freePort(FIRST_PORT);
        int server = freePort(listen + 1);
        return Files.writeString(folder.resolve("proxy.conf"), """
                ProxyMode=0
                Server=127.0.0.1:%1$d
                ListenIP=127.0.0.1
                ListenPort=%2$d
                Hostname=bench
                AllowRoot=1
                LogFile=%3$s
                PidFile=%4$s/proxy.pid
                SocketDir=%4$s
                DBName=%4$s/proxy.db
                StartPollers=30
                StartPollersUnreachable=1
                StartDBSyncers=1
                StartPreprocessors=1
                StartTrappers=0
                StartDiscoverers=0
                StartHTTPPollers=0
                CacheSize=128M
                HistoryCacheSize=64M
                HistoryIndexCacheSize=16M
                HousekeepingFrequency=0
                %5$s=3600
                """.formatted(
                        server, listen, log, folder, FETCHING.get(Peer.ZABBIX_PROXY.atLeast(6, 4) ? 1 : 0)));
    }

    /** It takes ports from 1,024 to 32,767 only. */
    private static int freePort(int first) throws IOException {
        for (int port = first; port <= LAST_PORT; port++) {
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // The next one, then.
            }
        }
        throw new BindException("no port is free from " + first + " to " + LAST_PORT);
    }

    private static void fill(Path file, Ground ground) throws Exception {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            try (Statement statement = database.createStatement()) {
                statement.execute("PRAGMA foreign_keys=OFF");
            }
            database.setAutoCommit(false);
            hosts(database, ground);
            items(database);
            database.commit();
        }
    }

    private static void hosts(Connection database, Ground ground) throws Exception {
        try (PreparedStatement host =
                        database.prepareStatement("insert into hosts(hostid,host,name,status) values(?,?,?,0)");
                PreparedStatement door = database.prepareStatement(
                        "insert into interface(interfaceid,hostid,main,type,useip,ip,port) values(?,?,1,2,1,?,?)");
                PreparedStatement snmp = database.prepareStatement(
                        "insert into interface_snmp(interfaceid,version,bulk,community) values(?,2,1,'public')")) {
            for (int n = 0; n < HOSTS; n++) {
                run(host, FIRST_HOST + n, "d" + n, "d" + n);
                run(
                        door,
                        FIRST_HOST + n,
                        FIRST_HOST + n,
                        Farm.address(n),
                        Integer.toString(ground.farm().port(n)));
                run(snmp, FIRST_HOST + n);
            }
        }
    }

    private static void items(Connection database) throws Exception {
        List<String> oids = BenchConfiguration.OIDS;
        try (PreparedStatement item = database.prepareStatement(
                        "insert into items(itemid,type,snmp_oid,hostid,name,key_,delay,value_type,interfaceid) values(?,20,?,?,?,?,?,?,?)");
                PreparedStatement state = database.prepareStatement("insert into item_rtdata(itemid) values(?)")) {
            for (int n = 0; n < HOSTS * oids.size(); n++) {
                int which = n % oids.size();
                int host = FIRST_HOST + n / oids.size();
                String key = "m" + which;
                // Of value types, 4 is text and 3 a number without sign.
                run(
                        item,
                        FIRST_ITEM + n,
                        "." + oids.get(which),
                        host,
                        key,
                        key,
                        PACE_SECONDS + "s",
                        which == 1 ? 4 : 3,
                        host);
                run(state, FIRST_ITEM + n);
            }
        }
    }

    private static void run(PreparedStatement statement, Object... values) throws Exception {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }

    @Override
    public void report(Ground ground, Table table) {
        table.heading(Peer.ZABBIX_PROXY.title()
                + " (2,000 hosts x 10 items every 5 s, storing included, sending on not; three windows of one run)");
        table.figure("zabbix_proxy, CPU per 1,000 polls of 10 values", "zabbix", "s");
        table.figure("zabbix_proxy, polls a second", "zabbix pace", "");
        table.timesAtLeast("zabbix_proxy / whole daemon", "zabbix", "daemon", 15);
    }
}
