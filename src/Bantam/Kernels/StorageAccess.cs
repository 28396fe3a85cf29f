using System.Buffers.Binary;
using Bantam.Tensors;

namespace Bantam.Kernels;

/// <summary>Elements in memory as the 32-bit values that kernels compute with: floats by their bits, integers widened.</summary>
internal static class StorageAccess
{
    /// <summary>Reads an element; false if it is outside.</summary>
    public static bool Load(ReadOnlySpan<byte> memory, ElementType storage, int index, out int bits)
    {
        bits = 0;
        var size = storage.Size();
        if (index < 0 || (long)(index + 1) * size > memory.Length) return false;
        var element = memory.Slice(index * size, size);
        bits = storage switch
        {
            ElementType.Float or ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
            ElementType.Int64 => (int)BinaryPrimitives.ReadInt64LittleEndian(element),
            ElementType.Int8 => (sbyte)element[0],
            ElementType.UInt8 or ElementType.Bool => element[0],
            _ => throw new KernelException($"Kernels do not load {storage}."),
        };
        return true;
    }

    /// <summary>Writes an element; false if it is outside.</summary>
    public static bool Store(Span<byte> memory, ElementType storage, int index, int bits)
    {
        var size = storage.Size();
        if (index < 0 || (long)(index + 1) * size > memory.Length) return false;
        var element = memory.Slice(index * size, size);
        switch (storage)
        {
            case ElementType.Float or ElementType.Int32: BinaryPrimitives.WriteInt32LittleEndian(element, bits); break;
            case ElementType.Int64: BinaryPrimitives.WriteInt64LittleEndian(element, bits); break;
            case ElementType.Int8 or ElementType.UInt8 or ElementType.Bool: element[0] = (byte)bits; break;
            default: throw new KernelException($"Kernels do not store {storage}.");
        }

        return true;
    }
}
