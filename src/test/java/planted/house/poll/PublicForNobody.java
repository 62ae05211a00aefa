package planted.house.poll;

public final class PublicForNobody {}
