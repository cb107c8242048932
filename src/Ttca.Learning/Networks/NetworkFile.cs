namespace Ttca.Learning.Networks;

internal static class NetworkFile
{
    public static void Write(Network network, Stream stream) => throw new NotImplementedException();
    public static Network Read(Stream stream) => throw new NotImplementedException();
}
