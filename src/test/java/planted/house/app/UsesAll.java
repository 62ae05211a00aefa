package planted.house.app;

public final class UsesAll {}
