using System.Buffers.Binary;
using Bantam.Tensors;

namespace Bantam.Kernels;

/// <summary>Elements in memory as the bits that kernels compute with: floats by their pattern, integers widened.</summary>
internal static class StorageAccess
{
    /// <summary>Reads an element as a kernel type; false if it is outside.</summary>
    public static bool Load(ReadOnlySpan<byte> memory, ElementType storage, KernelType type, int index, out long bits)
    {
        bits = 0;
        var size = storage.Size();
        if (index < 0 || (long)(index + 1) * size > memory.Length) return false;
        var element = memory.Slice(index * size, size);
        bits = storage switch
        {
            ElementType.Float or ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
            ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
            ElementType.Int64 or ElementType.Double => BinaryPrimitives.ReadInt64LittleEndian(element),
            ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
            ElementType.UInt16 or ElementType.Float16 or ElementType.BFloat16 => BinaryPrimitives.ReadUInt16LittleEndian(element),
            ElementType.Int8 => (sbyte)element[0],
            ElementType.UInt8 or ElementType.Bool => element[0],
            _ => throw new KernelException($"Kernels do not load {storage}."),
        };
        if (type.ToScalar() == KernelType.I32) bits = (int)bits;
        return true;
    }

    /// <summary>Writes an element; false if it is outside.</summary>
    public static bool Store(Span<byte> memory, ElementType storage, int index, long bits)
    {
        var size = storage.Size();
        if (index < 0 || (long)(index + 1) * size > memory.Length) return false;
        var element = memory.Slice(index * size, size);
        switch (size)
        {
            case 8: BinaryPrimitives.WriteInt64LittleEndian(element, bits); break;
            case 4: BinaryPrimitives.WriteInt32LittleEndian(element, (int)bits); break;
            case 2: BinaryPrimitives.WriteInt16LittleEndian(element, (short)bits); break;
            default: element[0] = (byte)bits; break;
        }

        return true;
    }
}
