using AethergenAI.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AethergenAI.Onnx.Tests;

public sealed class DeviceTests
{
    [Fact]
    public void A_device_that_does_not_load_is_refused_and_the_missing_library_named()
    {
        foreach (string name in new[] { "cuda", "tensorrt" })
        {
            if (GpuProviders.WhyNot(name) is not { } missing)
            {
                continue;
            }
            var refusal = Assert.Throws<RefusedException>(() => Device.Open(name));
            Assert.Equal("device.missing", refusal.Code);
            Assert.Contains(missing, refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal("device.unknown", Assert.Throws<RefusedException>(() => Device.Open("quantum")).Code);
        Assert.Equal(GpuProviders.WhyNot("cuda") is null ? "cuda" : "cpu", Device.Open("auto").Provider);
    }

    [Theory]
    [InlineData(
        "[ErrorCode:Fail] Failed to load library /x/libonnxruntime_providers_cuda.so with error: "
            + "libcublasLt.so.13: cannot open shared object file: No such file or directory",
        "libcublasLt.so.13"
    )]
    [InlineData("error: libcudnn.so.9: cannot open shared object file: No such file", "libcudnn.so.9")]
    [InlineData("CUDA failure 35: driver version is insufficient", null)]
    public void The_loaders_message_says_which_library_it_is(string message, string? library) =>
        Assert.Equal(library, GpuProviders.Missing(message));

    [Fact]
    public void Tensors_come_back_from_a_device_as_they_went()
    {
        using var device = CpuThroughBindings();
        float[] sent = [1, 2.5f, -3];
        using var there = device.Upload(sent, [3]);
        Assert.Equal(sent, device.Download(there, 3));
        using var whole = device.Upload([7, 8, 9, 10], [2, 2]);
        Assert.Equal([7, 8, 9, 10], whole.GetTensorDataAsSpan<int>().ToArray());
        Assert.Equal([2, 2], whole.GetTensorTypeAndShape().Shape);
    }

    [Fact]
    public void A_sessions_own_profile_says_what_it_ran_on()
    {
        var graph = new GraphBuilder("one");
        graph.Output("out", graph.Exp(graph.Input("in", ElementType.Float, 2)));
        using var settings = Device.Cpu.Settings(1);
        ProfiledProviders.Begin(settings);
        using var session = new InferenceSession(graph.ToModel(), settings);
        using var results = session.Run([
            NamedOnnxValue.CreateFromTensor("in", new DenseTensor<float>(new float[] { 0, 0 }, [2])),
        ]);
        Assert.Equal("cpu", ProfiledProviders.End(session));
        Assert.Equal(
            "cpu+cuda",
            ProfiledProviders.Name(["CUDAExecutionProvider", null, "CPUExecutionProvider", "CUDAExecutionProvider"])
        );
    }

    [Fact]
    public void Training_through_bindings_ends_in_the_same_weights()
    {
        using var bound = CpuThroughBindings();
        Assert.Equal(Arn.TrainingTests.StepsOn(Device.Cpu, 20), Arn.TrainingTests.StepsOn(bound, 20));
    }

    /// <summary>The processor with the tensor copies that other devices need.</summary>
    private static Device CpuThroughBindings() => new("cpu", _ => { }, OrtMemoryInfo.DefaultInstance);
}
