package planted.house.readiness;

public record PublicForModel(String text) {}
