namespace Bantam.Web.Tests.Bundles;

/// <summary>Bytes that <c>TestRandom</c> of test.js makes too.</summary>
internal sealed class TestRandom(uint seed)
{
    private uint _state = seed;

    public byte NextByte()
    {
        _state = (_state * 1664525) + 1013904223;
        return (byte)(_state >> 24);
    }

    public void Fill(Span<byte> bytes)
    {
        foreach (ref var one in bytes) one = NextByte();
    }
}
