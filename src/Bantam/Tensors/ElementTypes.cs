using System.Numerics;
using static Bantam.Tensors.SmallFloat;

namespace Bantam.Tensors;

/// <summary>The table of element types. A new one is a member of <see cref="ElementType"/> and a row here.</summary>
public static class ElementTypes
{
    private static readonly ElementInfo[] Rows =
    [
        Number<float>(ElementType.Float, ElementKind.Floating) with
        {
            Name = "float32", NumPyDescriptor = "<f4", SafetensorsName = "F32", HasKernels = true,
        },
        Number<double>(ElementType.Double, ElementKind.Floating) with
        {
            Name = "float64", NumPyDescriptor = "<f8", SafetensorsName = "F64", HasKernels = true,
        },
        Number<Half>(ElementType.Float16, ElementKind.Floating) with
        {
            NumPyDescriptor = "<f2", SafetensorsName = "F16", HasKernels = true,
        },
        Small(ElementType.BFloat16, new(8, 7, 127, Special.Ieee)) with { SafetensorsName = "BF16", HasKernels = true },
        Small(ElementType.Float8E4M3FN, new(4, 3, 7, Special.OneNaN)) with { SafetensorsName = "F8_E4M3" },
        Small(ElementType.Float8E4M3FNUZ, new(4, 3, 8, Special.NaNForNegativeZero)),
        Small(ElementType.Float8E5M2, new(5, 2, 15, Special.Ieee)) with { SafetensorsName = "F8_E5M2" },
        Small(ElementType.Float8E5M2FNUZ, new(5, 2, 16, Special.NaNForNegativeZero)),
        Small(ElementType.Float8E8M0, new(8, 0, 127, Special.PowersOfTwo)) with { SafetensorsName = "F8_E8M0" },
        Small(ElementType.Float4E2M1, new(2, 1, 1, Special.None)) with { SafetensorsName = "F4" },

        Number<sbyte>(ElementType.Int8, ElementKind.Signed) with { NumPyDescriptor = "|i1", SafetensorsName = "I8", HasKernels = true },
        Number<byte>(ElementType.UInt8, ElementKind.Unsigned) with { NumPyDescriptor = "|u1", SafetensorsName = "U8", HasKernels = true },
        Number<short>(ElementType.Int16, ElementKind.Signed) with { NumPyDescriptor = "<i2", SafetensorsName = "I16", HasKernels = true },
        Number<ushort>(ElementType.UInt16, ElementKind.Unsigned) with
        {
            NumPyDescriptor = "<u2", SafetensorsName = "U16", HasKernels = true,
        },
        Number<int>(ElementType.Int32, ElementKind.Signed) with { NumPyDescriptor = "<i4", SafetensorsName = "I32", HasKernels = true },
        Number<uint>(ElementType.UInt32, ElementKind.Unsigned) with { NumPyDescriptor = "<u4", SafetensorsName = "U32", HasKernels = true },
        Number<long>(ElementType.Int64, ElementKind.Signed) with { NumPyDescriptor = "<i8", SafetensorsName = "I64", HasKernels = true },
        Number<ulong>(ElementType.UInt64, ElementKind.Unsigned) with { NumPyDescriptor = "<u8", SafetensorsName = "U64" },
        Packed(ElementType.Int4, ElementKind.Signed, 4),
        Packed(ElementType.UInt4, ElementKind.Unsigned, 4),
        Packed(ElementType.Int2, ElementKind.Signed, 2),
        Packed(ElementType.UInt2, ElementKind.Unsigned, 2),

        new(ElementType.Bool, ElementKind.Truth, 8)
        {
            ClrType = typeof(bool), NumPyDescriptor = "|b1", SafetensorsName = "BOOL", HasKernels = true, Codec = new TruthCodec(),
        },
        new(ElementType.Complex64, ElementKind.Complex, 64)
        {
            NumPyDescriptor = "<c8", SafetensorsName = "C64", Codec = new ComplexCodec<float>(),
        },
        new(ElementType.Complex128, ElementKind.Complex, 128)
        {
            ClrType = typeof(Complex), NumPyDescriptor = "<c16", Codec = new ComplexCodec<double>(),
        },
        new(ElementType.String, ElementKind.Text, 0) { ClrType = typeof(string) },
    ];

    private static readonly ElementInfo?[] ByNumber = Numbered();

    /// <summary>All rows.</summary>
    public static IReadOnlyList<ElementInfo> All => Rows;

    /// <summary>What is known of a type.</summary>
    public static ElementInfo Info(this ElementType type) => Find((int)type)
        ?? throw new NotSupportedException($"There is no element type of number {(int)type}.");

    /// <summary>The type that has a number in ONNX; null where there is none.</summary>
    public static ElementInfo? Find(int number) => (uint)number < (uint)ByNumber.Length ? ByNumber[number] : null;

    /// <summary>The bytes that one element takes.</summary>
    /// <exception cref="NotSupportedException">It takes less than one, or is a text.</exception>
    public static int Size(this ElementType type) => type.Info().Bits is var bits && bits >= 8 ? bits / 8
        : throw new NotSupportedException($"An element of {type} has no bytes of its own.");

    /// <summary>True for types that hold fractions, which are the ones gradients flow through.</summary>
    public static bool IsFloating(this ElementType type) => type.Info().Kind == ElementKind.Floating;

    /// <summary>True for types that hold whole numbers.</summary>
    public static bool IsInteger(this ElementType type) => type.Info().IsInteger;

    /// <summary>The element type that holds <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException">No element type holds it.</exception>
    public static ElementType Of<T>() => TypeOf<T>.Element ?? Of(typeof(T));

    /// <summary>The element type that holds a .NET type.</summary>
    /// <exception cref="NotSupportedException">No element type holds it.</exception>
    public static ElementType Of(Type type) => Rows.FirstOrDefault(r => r.ClrType == type)?.Type ?? throw new NotSupportedException(
        $"Tensors do not hold {type.Name}; use {string.Join(", ", Rows.Select(r => r.ClrType?.Name).OfType<string>())}.");

    private static ElementInfo?[] Numbered()
    {
        var rows = new ElementInfo?[Rows.Max(r => (int)r.Type) + 1];
        foreach (var row in Rows) rows[(int)row.Type] = row;
        return rows;
    }

    private static unsafe ElementInfo Number<T>(ElementType type, ElementKind kind) where T : unmanaged, INumberBase<T> =>
        new(type, kind, sizeof(T) * 8) { ClrType = typeof(T), Codec = new NumberCodec<T>(kind == ElementKind.Floating) };

    private static ElementInfo Small(ElementType type, SmallFloat format) =>
        new(type, ElementKind.Floating, format.Bits) { Codec = new SmallFloatCodec(format) };

    private static ElementInfo Packed(ElementType type, ElementKind kind, int bits) =>
        new(type, kind, bits) { Codec = new PackedIntegerCodec(bits, kind == ElementKind.Signed) };

    private static class TypeOf<T>
    {
        public static readonly ElementType? Element = Rows.FirstOrDefault(r => r.ClrType == typeof(T))?.Type;
    }
}
