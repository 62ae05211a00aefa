package planted.house.model;

public record Cycles(String text) {}
