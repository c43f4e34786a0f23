import keras
import tensorflow as tf
from keras import layers

generator = keras.Sequential([
    keras.Input((4,)),
    layers.Dense(32, activation="tanh"),
    layers.Dense(1),
])
discriminator = keras.Sequential([
    keras.Input((1,)),
    layers.Dense(32, activation="tanh"),
    layers.Dense(32, activation="tanh"),
    layers.Dense(1),
])
loss = keras.losses.BinaryCrossentropy(from_logits=True)
generator_adam = keras.optimizers.Adam(1e-3, beta_1=0.5)
discriminator_adam = keras.optimizers.Adam(2e-3, beta_1=0.5)

@tf.function
def step(real):
    with tf.GradientTape(persistent=True) as tape:
        fake = discriminator(generator(tf.random.normal((128, 4))))
        told = discriminator(real)
        discriminator_loss = (loss(tf.ones_like(told), told) + loss(tf.zeros_like(fake), fake)) / 2
        generator_loss = loss(tf.ones_like(fake), fake)
    for adam, model, value in [(discriminator_adam, discriminator, discriminator_loss), (generator_adam, generator, generator_loss)]:
        adam.apply(tape.gradient(value, model.trainable_variables), model.trainable_variables)
    return discriminator_loss

for i in range(6000):
    hills = tf.where(tf.random.uniform((128, 1)) < 0.5, -2.0, 2.0)
    value = step(hills + tf.random.normal((128, 1), stddev=0.5))
    if i % 1000 == 999:
        print(i + 1, float(value))
print(tf.reduce_mean(tf.abs(generator(tf.random.normal((4000, 4))))))
