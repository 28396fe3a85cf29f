using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bantam.Targets.Cpu;

/// <summary>
/// What emitted kernels need and no single instruction of <see cref="Vector128"/> to <see cref="Vector512"/> offers: narrow loads
/// and stores, partial stores, interleaving. The names are looked up by <see cref="VectorIsa"/>.
/// </summary>
internal static unsafe class VectorRuntime
{
    public static Vector128<int> LoadUInt8(byte* p, Vector128<int> _) =>
        Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(Unsafe.ReadUnaligned<uint>(p)).AsByte())).AsInt32();

    public static Vector256<int> LoadUInt8(byte* p, Vector256<int> _)
    {
        var words = Vector128.WidenLower(Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(p)).AsByte());
        return Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)).AsInt32();
    }

    public static Vector512<int> LoadUInt8(byte* p, Vector512<int> _)
    {
        if (Avx512F.IsSupported) return Avx512F.ConvertToVector512Int32(Vector128.Load(p));
        return Vector512.Create(LoadUInt8(p, default(Vector256<int>)), LoadUInt8(p + 8, default(Vector256<int>)));
    }

    public static Vector128<int> LoadInt8(sbyte* p, Vector128<int> _) =>
        Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(Unsafe.ReadUnaligned<uint>(p)).AsSByte()));

    public static Vector256<int> LoadInt8(sbyte* p, Vector256<int> _) =>
        Vector256.Create(LoadInt8(p, default(Vector128<int>)), LoadInt8(p + 4, default(Vector128<int>)));

    public static Vector512<int> LoadInt8(sbyte* p, Vector512<int> _) =>
        Vector512.Create(LoadInt8(p, default(Vector256<int>)), LoadInt8(p + 8, default(Vector256<int>)));

    public static Vector128<int> LoadUInt16(ushort* p, Vector128<int> _) =>
        Vector128.WidenLower(Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(p)).AsUInt16()).AsInt32();

    public static Vector256<int> LoadUInt16(ushort* p, Vector256<int> _) =>
        Vector256.Create(Vector128.WidenLower(Vector128.Load(p)), Vector128.WidenUpper(Vector128.Load(p))).AsInt32();

    public static Vector512<int> LoadUInt16(ushort* p, Vector512<int> _) =>
        Vector512.Create(LoadUInt16(p, default(Vector256<int>)), LoadUInt16(p + 8, default(Vector256<int>)));

    public static Vector128<int> LoadInt16(short* p, Vector128<int> _) =>
        Vector128.WidenLower(Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(p)).AsInt16());

    public static Vector256<int> LoadInt16(short* p, Vector256<int> _) =>
        Vector256.Create(Vector128.WidenLower(Vector128.Load(p)), Vector128.WidenUpper(Vector128.Load(p)));

    public static Vector512<int> LoadInt16(short* p, Vector512<int> _) =>
        Vector512.Create(LoadInt16(p, default(Vector256<int>)), LoadInt16(p + 8, default(Vector256<int>)));

    public static Vector128<int> LoadInt64(long* p, Vector128<int> _) => Vector128.Narrow(Vector128.Load(p), Vector128.Load(p + 2));

    public static Vector256<int> LoadInt64(long* p, Vector256<int> _) => Vector256.Narrow(Vector256.Load(p), Vector256.Load(p + 4));

    public static Vector512<int> LoadInt64(long* p, Vector512<int> _) => Vector512.Narrow(Vector512.Load(p), Vector512.Load(p + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUInt8(byte* p, Vector128<int> value, nint count)
    {
        if (count >= 4) Unsafe.WriteUnaligned(p, Bytes(Shorts(value, value)).AsInt32().ToScalar());
        else StoreLanes(p, (byte*)&value, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUInt8(byte* p, Vector256<int> value, nint count)
    {
        if (count >= 8) Unsafe.WriteUnaligned(p, Bytes(Shorts(value.GetLower(), value.GetUpper())).AsInt64().ToScalar());
        else StoreLanes(p, (byte*)&value, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUInt8(byte* p, Vector512<int> value, nint count)
    {
        StoreUInt8(p, value.GetLower(), count);
        StoreUInt8(p + 8, value.GetUpper(), count - 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt16(short* p, Vector128<int> value, nint count)
    {
        if (count >= 4) Unsafe.WriteUnaligned(p, Shorts(value, value).AsInt64().ToScalar());
        else StoreLanes(p, (short*)&value, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt16(short* p, Vector256<int> value, nint count)
    {
        if (count >= 8) Shorts(value.GetLower(), value.GetUpper()).Store(p);
        else StoreLanes(p, (short*)&value, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt16(short* p, Vector512<int> value, nint count)
    {
        StoreInt16(p, value.GetLower(), count);
        StoreInt16(p + 8, value.GetUpper(), count - 8);
    }

    /// <summary>The low halves of all lanes.</summary>
    private static Vector128<short> Shorts(Vector128<int> lower, Vector128<int> upper) => Vector128.Narrow(lower, upper);

    /// <summary>The low bytes of all lanes, twice.</summary>
    private static Vector128<byte> Bytes(Vector128<short> value) => Vector128.Narrow(value, value).AsByte();

    public static void StoreInt64(long* p, Vector128<int> value, nint count) => StoreLanes(p, (int*)&value, Math.Min(count, 4));

    public static void StoreInt64(long* p, Vector256<int> value, nint count) => StoreLanes(p, (int*)&value, Math.Min(count, 8));

    public static void StoreInt64(long* p, Vector512<int> value, nint count) => StoreLanes(p, (int*)&value, Math.Min(count, 16));

    /// <summary>
    /// Stores the first lanes where there are no masked stores (<see cref="IlMaskedStore"/>), without a call: vectors that are needed
    /// behind one are stored wherever they change, such as sums in the innermost loop.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(float* p, Vector128<float> value, nint count)
    {
        if (count >= 4) value.Store(p);
        else
        {
            if (count >= 2) Unsafe.WriteUnaligned(p, value.AsDouble().ToScalar());
            if (count == 3) p[2] = value.GetElement(2);
            if (count == 1) *p = value.ToScalar();
        }
    }

    public static void StoreFirst(float* p, Vector256<float> value, nint count)
    {
        if (count >= 8) value.Store(p);
        else StoreLanes(p, (float*)&value, count);
    }

    public static void StoreFirst(float* p, Vector512<float> value, nint count)
    {
        if (count >= 16) value.Store(p);
        else StoreLanes(p, (float*)&value, count);
    }

    private static void StoreLanes(float* p, float* lanes, nint count)
    {
        for (nint i = 0; i < count; i++) p[i] = lanes[i];
    }

    private static void StoreLanes(byte* p, byte* lanes, nint count)
    {
        for (nint i = 0; i < count; i++) p[i] = lanes[4 * i];
    }

    private static void StoreLanes(short* p, short* lanes, nint count)
    {
        for (nint i = 0; i < count; i++) p[i] = lanes[2 * i];
    }

    private static void StoreLanes(long* p, int* lanes, nint count)
    {
        for (nint i = 0; i < count; i++) p[i] = lanes[i];
    }

    /// <summary>Group g of the result is the four floats at pointer g.</summary>
    public static Vector128<float> LoadGroups(float* a) => Vector128.Load(a);

    public static Vector256<float> LoadGroups(float* a, float* b) => Vector256.Create(Vector128.Load(a), Vector128.Load(b));

    public static Vector512<float> LoadGroups(float* a, float* b, float* c, float* d) =>
        Vector512.Create(LoadGroups(a, b), LoadGroups(c, d));

    /// <summary>Lane i of the result is the element at p + index i.</summary>
    public static Vector128<float> LoadIndexed(float* p, Vector128<int> indices) => Avx2.IsSupported
        ? Avx2.GatherVector128(p, indices, sizeof(float))
        : Vector128.Create(p[indices[0]], p[indices[1]], p[indices[2]], p[indices[3]]);

    public static Vector256<float> LoadIndexed(float* p, Vector256<int> indices) => Avx2.IsSupported
        ? Avx2.GatherVector256(p, indices, sizeof(float))
        : Vector256.Create(LoadIndexed(p, indices.GetLower()), LoadIndexed(p, indices.GetUpper()));

    public static Vector512<float> LoadIndexed(float* p, Vector512<int> indices) =>
        Vector512.Create(LoadIndexed(p, indices.GetLower()), LoadIndexed(p, indices.GetUpper()));

    /// <summary>Lane i of each group of four is the group's lane that bits 2i and 2i + 1 of the pattern name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Shuffle(Vector128<float> v, [ConstantExpected] byte pattern) => Avx.IsSupported
        ? Avx.Permute(v, pattern)
        : Vector128.Create(v[pattern & 3], v[pattern >> 2 & 3], v[pattern >> 4 & 3], v[pattern >> 6]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Shuffle(Vector256<float> v, [ConstantExpected] byte pattern) => Avx.IsSupported
        ? Avx.Permute(v, pattern)
        : Vector256.Create(Shuffle(v.GetLower(), pattern), Shuffle(v.GetUpper(), pattern));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Shuffle(Vector512<float> v, [ConstantExpected] byte pattern) => Avx512F.IsSupported
        ? Avx512F.Permute4x32(v, pattern)
        : Vector512.Create(Shuffle(v.GetLower(), pattern), Shuffle(v.GetUpper(), pattern));

    /// <summary>How many bits of each lane are ones: pairs, fours and bytes are added up, then the bytes by a product.</summary>
    public static Vector128<int> PopCount(Vector128<int> v)
    {
        v -= (v >>> 1) & Vector128.Create(0x55555555);
        v = (v & Vector128.Create(0x33333333)) + ((v >>> 2) & Vector128.Create(0x33333333));
        return (((v + (v >>> 4)) & Vector128.Create(0x0f0f0f0f)) * 0x01010101) >>> 24;
    }

    public static Vector256<int> PopCount(Vector256<int> v)
    {
        v -= (v >>> 1) & Vector256.Create(0x55555555);
        v = (v & Vector256.Create(0x33333333)) + ((v >>> 2) & Vector256.Create(0x33333333));
        return (((v + (v >>> 4)) & Vector256.Create(0x0f0f0f0f)) * 0x01010101) >>> 24;
    }

    public static Vector512<int> PopCount(Vector512<int> v)
    {
        v -= (v >>> 1) & Vector512.Create(0x55555555);
        v = (v & Vector512.Create(0x33333333)) + ((v >>> 2) & Vector512.Create(0x33333333));
        return (((v + (v >>> 4)) & Vector512.Create(0x0f0f0f0f)) * 0x01010101) >>> 24;
    }

    /// <summary>(a0 b0 a1 b1) of each group of four lanes.</summary>
    public static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) => Sse.IsSupported
        ? Sse.UnpackLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    /// <summary>(a2 b2 a3 b3) of each group of four lanes.</summary>
    public static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) => Sse.IsSupported
        ? Sse.UnpackHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);

    /// <summary>(a0 a1 b0 b1) of each group of four lanes.</summary>
    public static Vector128<float> ZipPairsLow(Vector128<float> a, Vector128<float> b) => Sse.IsSupported
        ? Sse.MoveLowToHigh(a, b)
        : Vector128.Create(a.GetLower(), b.GetLower());

    /// <summary>(a2 a3 b2 b3) of each group of four lanes.</summary>
    public static Vector128<float> ZipPairsHigh(Vector128<float> a, Vector128<float> b) => Sse.IsSupported
        ? Sse.MoveHighToLow(b, a)
        : Vector128.Create(a.GetUpper(), b.GetUpper());

    public static Vector256<float> ZipLow(Vector256<float> a, Vector256<float> b) => Avx.IsSupported
        ? Avx.UnpackLow(a, b)
        : Vector256.Create(ZipLow(a.GetLower(), b.GetLower()), ZipLow(a.GetUpper(), b.GetUpper()));

    public static Vector256<float> ZipHigh(Vector256<float> a, Vector256<float> b) => Avx.IsSupported
        ? Avx.UnpackHigh(a, b)
        : Vector256.Create(ZipHigh(a.GetLower(), b.GetLower()), ZipHigh(a.GetUpper(), b.GetUpper()));

    public static Vector256<float> ZipPairsLow(Vector256<float> a, Vector256<float> b) => Avx.IsSupported
        ? Avx.UnpackLow(a.AsDouble(), b.AsDouble()).AsSingle()
        : Vector256.Create(ZipPairsLow(a.GetLower(), b.GetLower()), ZipPairsLow(a.GetUpper(), b.GetUpper()));

    public static Vector256<float> ZipPairsHigh(Vector256<float> a, Vector256<float> b) => Avx.IsSupported
        ? Avx.UnpackHigh(a.AsDouble(), b.AsDouble()).AsSingle()
        : Vector256.Create(ZipPairsHigh(a.GetLower(), b.GetLower()), ZipPairsHigh(a.GetUpper(), b.GetUpper()));

    public static Vector512<float> ZipLow(Vector512<float> a, Vector512<float> b) => Avx512F.IsSupported
        ? Avx512F.UnpackLow(a, b)
        : Vector512.Create(ZipLow(a.GetLower(), b.GetLower()), ZipLow(a.GetUpper(), b.GetUpper()));

    public static Vector512<float> ZipHigh(Vector512<float> a, Vector512<float> b) => Avx512F.IsSupported
        ? Avx512F.UnpackHigh(a, b)
        : Vector512.Create(ZipHigh(a.GetLower(), b.GetLower()), ZipHigh(a.GetUpper(), b.GetUpper()));

    public static Vector512<float> ZipPairsLow(Vector512<float> a, Vector512<float> b) => Avx512F.IsSupported
        ? Avx512F.UnpackLow(a.AsDouble(), b.AsDouble()).AsSingle()
        : Vector512.Create(ZipPairsLow(a.GetLower(), b.GetLower()), ZipPairsLow(a.GetUpper(), b.GetUpper()));

    public static Vector512<float> ZipPairsHigh(Vector512<float> a, Vector512<float> b) => Avx512F.IsSupported
        ? Avx512F.UnpackHigh(a.AsDouble(), b.AsDouble()).AsSingle()
        : Vector512.Create(ZipPairsHigh(a.GetLower(), b.GetLower()), ZipPairsHigh(a.GetUpper(), b.GetUpper()));
}
