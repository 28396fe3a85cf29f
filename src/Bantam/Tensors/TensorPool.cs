namespace Bantam.Tensors;

/// <summary>
/// Makes tensors that live and end together, in one array: in many, the garbage collector would put the small ones into what earlier
/// arrays left free, and could not give back the memory around them.
/// </summary>
/// <param name="left">How many bytes they will be, each with <see cref="Footprint"/>.</param>
internal sealed class TensorPool(long left)
{
    private const int Alignment = 64;
    private const int LargestArray = 1 << 30;

    private byte[] _array = [];
    private int _used;

    /// <summary>The bytes that a tensor takes of the array.</summary>
    public static long Footprint(TensorType type) => (type.Bytes + Alignment - 1) / Alignment * Alignment;

    /// <summary>The next tensor, of zeros.</summary>
    public Tensor Next(TensorType type)
    {
        var bytes = Footprint(type);
        if (bytes > _array.Length - _used)
        {
            if (bytes > LargestArray) return new Tensor(type);
            (_array, _used) = (new byte[Math.Clamp(left, bytes, LargestArray)], 0);
        }

        var tensor = new Tensor(type, new ArraySegment<byte>(_array, _used, (int)type.Bytes));
        _used += (int)bytes;
        left -= bytes;
        return tensor;
    }
}
